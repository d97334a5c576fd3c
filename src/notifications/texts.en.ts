import type { es } from './texts.es.ts'

export const en = {
  closing: (support) => [
    'Nobody from the institution will ever ask you for a code or a key, by any means.',
    `Need help? Call ${support.phone} (${support.hours}).`,
    'This is an automatic message; please do not reply.',
  ],
} satisfies typeof es
