import type { Message } from '../notifications/message.ts'

export type ChangeFacts = { employer: string; branch: string; when: string; phone: string; hours: string; institution: string }
export type ContactFacts = ChangeFacts & {
  added: readonly string[]
  removed: readonly string[]
  coolOff: string
  removedVeto: string
  self: 'added' | 'removed' | 'other'
}

const about = (facts: ChangeFacts) => ({ text: `Empleador: ${facts.employer}, sucursal ${facts.branch}.` })
const call = (facts: ChangeFacts) => ({ text: `Si no reconoce este cambio, llame ahora al ${facts.phone}.` })

const self = {
  added: (facts: ContactFacts) => `Este contacto quedó registrado. Durante ${facts.coolOff} no basta por sí solo para recuperar la clave patronal.`,
  removed: (facts: ContactFacts) =>
    `Este contacto ya no está registrado. Durante ${facts.removedVeto} le seguiremos avisando lo que pase con la clave patronal, y podrá detenerlo.`,
  other: () => 'Este contacto sigue registrado.',
} satisfies Record<ContactFacts['self'], (facts: ContactFacts) => string>

export const es = {
  contactChanged: (facts: ContactFacts): Message => ({
    subject: 'Cambiaron los contactos registrados de su empresa',
    blocks: [
      about(facts),
      { text: `El ${facts.when} la institución actualizó los contactos registrados.` },
      ...(facts.removed.length === 0 ? [] : [{ text: `Dejaron de estar registrados: ${facts.removed.join(', ')}` }]),
      ...(facts.added.length === 0 ? [] : [{ text: `Quedaron registrados: ${facts.added.join(', ')}` }]),
      { text: self[facts.self](facts) },
      call(facts),
    ],
    sms: `${facts.institution}: cambiaron los contactos registrados de ${facts.employer}. Si no reconoce el cambio, llame al ${facts.phone}, ${facts.hours}.`,
  }),
  representationChanged: (facts: ChangeFacts): Message => ({
    subject: 'Cambió la representación legal registrada de su empresa',
    blocks: [
      about(facts),
      { text: `El ${facts.when} la institución actualizó quién representa a la empresa, o desde y hasta cuándo.` },
      { text: 'Una recuperación de la clave patronal pedida a nombre de una representación que cambió sigue en una oficina.' },
      call(facts),
    ],
    sms: `${facts.institution}: cambió la representación legal registrada de ${facts.employer}. Si no reconoce el cambio, llame al ${facts.phone}, ${facts.hours}.`,
  }),
}
