import type { Message } from '../notifications/message.ts'

/** Whose registration changed, as the contacts know them. */
export type ChangedHolder = { kind: 'employer'; name: string; branch: string } | { kind: 'personal'; name: string }
export type ChangeFacts = { holder: ChangedHolder; when: string; phone: string; hours: string; institution: string }
export type ContactFacts = ChangeFacts & {
  added: readonly string[]
  removed: readonly string[]
  coolOff: string
  removedVeto: string
  self: 'added' | 'removed' | 'other'
}

/** `frozen`: there was a key, and it serves no more. `link`: where a case with an office begins online, if it does. */
export type HeldFacts = ChangeFacts & { frozen: boolean; link: string | null }

const about = ({ holder }: ChangeFacts) => ({
  text: holder.kind === 'employer' ? `Empleador: ${holder.name}, sucursal ${holder.branch}.` : `A nombre de: ${holder.name}.`,
})
const subject = { employer: 'Cambiaron los contactos registrados de su empresa', personal: 'Cambiaron sus contactos registrados' } as const
const use = { employer: 'recuperar la clave patronal', personal: 'desbloquear la clave personal' } as const
const key = { employer: 'la clave patronal', personal: 'la clave personal' } as const
const call = (facts: ChangeFacts) => ({ text: `Si no reconoce este cambio, llame ahora al ${facts.phone}.` })

const self = {
  added: (facts: ContactFacts) => `Este contacto quedó registrado. Durante ${facts.coolOff} no basta por sí solo para ${use[facts.holder.kind]}.`,
  removed: (facts: ContactFacts) =>
    `Este contacto ya no está registrado. Durante ${facts.removedVeto} le seguiremos avisando lo que pase con ${key[facts.holder.kind]}, y podrá detenerlo.`,
  other: () => 'Este contacto sigue registrado.',
} satisfies Record<ContactFacts['self'], (facts: ContactFacts) => string>

export const es = {
  contactChanged: (facts: ContactFacts): Message => ({
    subject: subject[facts.holder.kind],
    blocks: [
      about(facts),
      { text: `El ${facts.when} la institución actualizó los contactos registrados.` },
      ...(facts.removed.length === 0 ? [] : [{ text: `Dejaron de estar registrados: ${facts.removed.join(', ')}` }]),
      ...(facts.added.length === 0 ? [] : [{ text: `Quedaron registrados: ${facts.added.join(', ')}` }]),
      { text: self[facts.self](facts) },
      call(facts),
    ],
    sms: `${facts.institution}: cambiaron los contactos registrados de ${facts.holder.name}. Si no reconoce el cambio, llame al ${facts.phone}, ${facts.hours}.`,
  }),
  representationChanged: (facts: ChangeFacts): Message => ({
    subject: 'Cambió la representación legal registrada de su empresa',
    blocks: [
      about(facts),
      { text: `El ${facts.when} la institución actualizó quién representa a la empresa, o desde y hasta cuándo.` },
      { text: 'Una recuperación de la clave patronal pedida a nombre de una representación que cambió sigue en una oficina.' },
      call(facts),
    ],
    sms: `${facts.institution}: cambió la representación legal registrada de ${facts.holder.name}. Si no reconoce el cambio, llame al ${facts.phone}, ${facts.hours}.`,
  }),
  held: (facts: HeldFacts): Message => ({
    subject: `La institución retuvo ${key[facts.holder.kind]}`,
    blocks: [
      about(facts),
      { text: `El ${facts.when} una persona autorizada de la institución retuvo ${key[facts.holder.kind]} por seguridad.` },
      ...(facts.frozen ? [{ text: 'Esa clave ya no sirve para ingresar.' }] : []),
      { text: 'Para tener otra clave hay que hacer un trámite en una oficina.' },
      ...(facts.link === null ? [] : [{ link: facts.link, label: 'Empezar la solicitud' }]),
      { text: `Si quiere saber por qué, llame al ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: por seguridad se retuvo ${key[facts.holder.kind]} de ${facts.holder.name}. Para tener otra, haga un trámite en una oficina.${facts.link === null ? '' : `\n${facts.link}`}
Ayuda: ${facts.phone}, ${facts.hours}.`,
  }),
}
