import type { KeyKind } from '../credentials/credentials.ts'
import type { Message } from '../notifications/message.ts'
import type { AccountChangeKind } from './account.ts'

export type AboutAccount = {
  kind: KeyKind
  /** As the contacts know it: the name, and the branch of an employer. */
  holder: string
  when: string
  institution: string
  phone: string
  hours: string
}

export type ChangedFacts = AboutAccount & {
  change: AccountChangeKind
  added: string
  removed: string | null
  self: 'added' | 'removed' | 'other'
  coolsUntil: string
  removedVeto: string
  vetoLink: string | null
  vetoUntil: string
}

export type UndoneFacts = AboutAccount & { by: string; self: 'restored' | 'removed' | 'other'; recoverLink: string }
export type CodeFacts = { digits: string; lasts: string; bound: string; institution: string; phone: string; hours: string }

const key = { employer: 'la clave patronal', personal: 'la clave personal' } as const satisfies Record<KeyKind, string>

const what = (facts: ChangedFacts) =>
  ({
    contact:
      facts.removed === null ? `se agregó un contacto registrado: ${facts.added}` : `se cambió un contacto registrado: ${facts.removed} por ${facts.added}`,
    saved_code_made: 'se creó un código guardado de recuperación. El anterior, si lo había, ya no sirve',
    saved_code_withdrawn: 'se retiró el código guardado de recuperación',
    hardening_chosen: 'se eligió la recuperación reforzada: un contacto solo ya no basta para recuperar la clave',
    hardening_given_up: 'se dejó la recuperación reforzada: un contacto vuelve a bastar para recuperar la clave',
  })[facts.change]

const subject = {
  contact: 'Cambió un contacto registrado',
  saved_code_made: 'Se creó un código guardado de recuperación',
  saved_code_withdrawn: 'Se retiró el código guardado de recuperación',
  hardening_chosen: 'Se eligió la recuperación reforzada',
  hardening_given_up: 'Se dejó la recuperación reforzada',
} as const satisfies Record<AccountChangeKind, string>

const self = {
  added: (facts: ChangedFacts) => `Este contacto quedó registrado. Hasta el ${facts.coolsUntil} no basta por sí solo para recuperar la clave.`,
  removed: (facts: ChangedFacts) =>
    `Este contacto ya no está registrado. Durante ${facts.removedVeto} le seguiremos avisando lo que pase con la clave, y podrá detenerlo.`,
  other: () => 'Este contacto sigue registrado.',
} satisfies Record<ChangedFacts['self'], (facts: ChangedFacts) => string>

const undoneSelf = {
  restored: 'Este contacto vuelve a estar registrado, como antes.',
  removed: 'Este contacto ya no está registrado.',
  other: 'Este contacto sigue registrado.',
} as const satisfies Record<UndoneFacts['self'], string>

const help = ({ phone, hours }: { phone: string; hours: string }) => `\nAyuda: ${phone}, ${hours}.`

export const es = {
  changed: (facts: ChangedFacts): Message => ({
    subject: subject[facts.change],
    blocks: [
      { text: facts.holder },
      { text: `El ${facts.when}, desde la cuenta y con ${key[facts.kind]}, ${what(facts)}.` },
      { text: self[facts.self](facts) },
      ...(facts.vetoLink === null
        ? [{ text: `Si no reconoce este cambio, llame ahora al ${facts.phone}.` }]
        : [
            { text: `Si fue usted, no haga nada. Si no reconoce este cambio, deshágalo antes del ${facts.vetoUntil}:` },
            { link: facts.vetoLink, label: 'No fui yo: deshacer el cambio' },
          ]),
    ],
    sms: `${facts.institution}: ${facts.holder}: ${what(facts)}.${facts.vetoLink === null ? '' : `\nSi no fue usted, deshágalo:\n${facts.vetoLink}`}${help(facts)}`,
  }),
  undone: (facts: UndoneFacts): Message => ({
    subject: 'Se deshizo un cambio de la cuenta',
    blocks: [
      { text: facts.holder },
      { text: `El ${facts.when} el contacto ${facts.by} avisó que no reconocía un cambio. La cuenta quedó como estaba antes y se cerraron sus sesiones.` },
      { text: undoneSelf[facts.self] },
      { text: `Quien hizo el cambio tenía ${key[facts.kind]}, y esa clave todavía sirve. Si no fue alguien de confianza, cree otra ahora:` },
      { link: facts.recoverLink, label: 'Crear otra clave' },
    ],
    sms: `${facts.institution}: ${facts.holder}: un contacto deshizo un cambio de la cuenta. ${facts.kind === 'employer' ? 'La clave patronal' : 'La clave personal'} todavía sirve; si alguien más la tiene, cree otra:
${facts.recoverLink}${help(facts)}`,
  }),
  code: (facts: CodeFacts): Message => ({
    subject: 'Código para confirmar este contacto',
    blocks: [
      { text: `Alguien pidió registrar este contacto en una cuenta de ${facts.institution}.` },
      { code: facts.digits, label: 'Si fue usted, escriba este código en la página donde lo pidió:' },
      { text: `El código sirve ${facts.lasts}. Nadie se lo va a pedir: ni por teléfono, ni por mensaje, ni en una oficina.` },
      { text: 'Si usted no lo pidió, no haga nada: sin el código este contacto no se registra.' },
    ],
    sms: `${facts.institution}: para registrar este celular, código (${facts.lasts}):
${facts.digits}
Nadie se lo va a pedir.${help(facts)}

${facts.bound}`,
  }),
}
