// Runs the proof-of-work by itself and says in one line how it goes. Nothing of the person is recorded, and a check that fails, or hangs, is never
// in the way: the form then goes without it, as it does without JavaScript.
const line = document.querySelector('.puzzle-line')
const widget = document.querySelector('altcha-widget')
const form = line.closest('form')
const doubleClick = 2000
// Longer than a slow telephone takes, in milliseconds.
const patience = 15_000
let pressed = null
let sentAt = 0

const say = (state) => {
  line.dataset.state = state
  line.textContent = line.dataset[state]
}
const settle = (state) => {
  say(state)
  if (pressed) form.requestSubmit(pressed)
  pressed = null
}

line.classList.add('puzzle-line-on')
if (globalThis.$altcha) {
  globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker('/assets/altcha-worker.js'))
  globalThis.$altcha.defaults.set({ humanInteractionSignature: false, hideFooter: true, hideLogo: true, minDuration: 0 })
  // It is not seen. Whatever reads its text all the same reads the line's, in the language of the page.
  const { checking, ready, failed } = line.dataset
  const names = Object.keys(globalThis.$altcha.i18n.get('en'))
  const words = { ...Object.fromEntries(names.map((name) => [name, checking])), verified: ready, expired: failed, error: failed }
  globalThis.$altcha.i18n.set(document.documentElement.lang, words)
  widget.addEventListener('statechange', ({ detail }) => {
    if (detail.state === 'verified') settle('ready')
    else if (detail.state === 'error') settle('failed')
    else if (detail.state === 'verifying') say('checking')
    else if (detail.state === 'expired') widget.verify()
  })
  // Begun from here, where all is ready for it: by itself it would begin before this script came over a slow network, and fail unheard.
  widget.verify()
  // A page that comes back from the browser's memory has a check that was used.
  addEventListener('pageshow', (event) => {
    sentAt = 0
    if (event.persisted) setTimeout(() => widget.verify())
  })
} else {
  say('failed')
}

form.addEventListener('submit', (event) => {
  const { state } = line.dataset
  if (state === 'checking' || state === 'waiting') {
    event.preventDefault()
    pressed = event.submitter
    say('waiting')
    setTimeout(() => pressed && settle('failed'), patience)
  } else if (Date.now() - sentAt < doubleClick) {
    event.preventDefault()
  } else {
    sentAt = Date.now()
  }
})
