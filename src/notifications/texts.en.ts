import type { es } from './texts.es.ts'

export const en = {
  closing: (support) => [
    'No member of staff will ever ask you for a code or a key.',
    `Need help? Call ${support.phone} (${support.hours}).`,
    'This is an automatic message; please do not reply.',
  ],
} satisfies typeof es
