import 'preact'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      /** The proof-of-work widget of ALTCHA. */
      'altcha-widget': { challenge: string; name: string; display: string }
    }
  }
}
