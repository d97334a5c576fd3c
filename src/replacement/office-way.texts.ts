import type { KeyKind } from '../credentials/credentials.ts'
import type { Language } from '../institution.ts'

const es = {
  what: {
    employer: 'Pida la clave nueva en una oficina: empiece la solicitud aquí, y después vaya con su cédula.',
    personal:
      'Cambie el contacto en una oficina: empiece la solicitud aquí, y después vaya con su cédula. Con el contacto nuevo podrá desbloquear la clave en línea.',
  } satisfies Record<KeyKind, string>,
  bring: 'A la oficina llevará:',
  byKind: 'Según la clase de empleador puede hacer falta algo más: la solicitud se lo dice antes de pedirle datos.',
  start: 'Empezar la solicitud',
  call: 'Si tiene dudas, llame antes:',
}

const en = {
  what: {
    employer: 'Ask for the new key at an office: start the request here, and then go with your cédula.',
    personal: 'Change the contact at an office: start the request here, and then go with your cédula. With the new contact you unblock the key online.',
  },
  bring: 'What you will bring to the office:',
  byKind: 'Depending on the kind of employer more may be needed: the request tells you before it asks for data.',
  start: 'Start the request',
  call: 'If in doubt, call before you go:',
} satisfies typeof es

export const officeWayTexts = { es, en } satisfies Record<Language, typeof es>
