// Tells the proof-of-work widget where its worker is, and keeps it quiet: it starts by itself and records nothing of the person.
globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker('/assets/altcha-worker.js'))
globalThis.$altcha.defaults.set({ humanInteractionSignature: false, hideFooter: true, hideLogo: true, minDuration: 0 })
