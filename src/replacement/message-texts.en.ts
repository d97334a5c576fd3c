import type { KeyKind } from '../credentials/credentials.ts'
import type { es } from './message-texts.es.ts'

const what = { employer: 'a new employer key', personal: 'to change the contact of a personal key' } as const satisfies Record<KeyKind, string>
const help = ({ phone, hours }: { phone: string; hours: string }) => `\nHelp: ${phone}, ${hours}.`

export const en = {
  filed: (facts) => ({
    subject: `Somebody filed the request ${facts.number}`,
    blocks: [
      {
        text: `On ${facts.when} somebody asked online for ${what[facts.kind]}, to be finished at an office. This contact is registered, which is why we tell you.`,
      },
      { text: 'Nobody has verified who it is yet: to go on, that person has to be identified at the office.' },
      { text: `${facts.institution}. Help: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: somebody filed the request ${facts.number} for ${what[facts.kind]} at an office.${help(facts)}`,
  }),
} satisfies typeof es
