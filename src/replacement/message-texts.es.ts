import type { KeyKind } from '../credentials/credentials.ts'
import type { Message } from '../notifications/message.ts'

export type FiledFacts = { kind: KeyKind; number: string; when: string; mayVeto: boolean; institution: string; phone: string; hours: string }

const what = { employer: 'una clave patronal nueva', personal: 'cambiar el contacto de una clave personal' } as const satisfies Record<KeyKind, string>
const help = ({ phone, hours }: { phone: string; hours: string }) => `\nAyuda: ${phone}, ${hours}.`

export const es = {
  filed: (facts: FiledFacts): Message => ({
    subject: `Alguien presentó la solicitud ${facts.number}`,
    blocks: [
      {
        text: `El ${facts.when} alguien pidió en línea ${what[facts.kind]}, para terminar el trámite en una oficina. Este contacto está registrado, por eso se lo avisamos.`,
      },
      { text: 'Todavía no se comprobó quién es: para seguir, esa persona tiene que identificarse en la oficina.' },
      { text: `${facts.institution}. Ayuda: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: alguien presentó la solicitud ${facts.number} para ${what[facts.kind]} en una oficina.${help(facts)}`,
  }),
}
