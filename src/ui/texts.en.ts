import type { es } from './texts.es.ts'

export const en = {
  skip: 'Skip to the content',
  demo: 'Demonstration: this institution is fictional. Do not type real data.',
  otherLanguage: 'Español',
  otherLanguageLabel: 'Cambiar el idioma a español',
  help: 'Help',
  problem: 'There is a problem',
  errorPrefix: 'Error: ',
  back: 'Back',
  support: 'Help by telephone',
  neverAsked: 'Nobody from the institution will ever ask you for a code or a key.',
  optional: 'optional',
  showKey: 'Show the key',
  hideKey: 'Hide the key',
} satisfies typeof es
