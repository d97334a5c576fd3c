import type { Language } from '../institution.ts'
import type { Door } from './door-of.ts'

const es = {
  employer: {
    looksLike: 'Escribió diez dígitos, como los de una cédula. Aquí va el RUC del empleador; si es empleador doméstico, su cédula y 000.',
    other: 'Si busca su clave de afiliado o pensionista, vaya a la clave personal',
    path: '/personal',
  },
  personal: {
    looksLike: 'Escribió trece dígitos, como los de un RUC. Aquí va su cédula, porque esta es la clave personal de afiliados y pensionistas.',
    other: 'Si busca la clave de un empleador, vaya a la clave patronal',
    path: '/empleador',
  },
} satisfies Record<Door, unknown>

const en = {
  employer: {
    looksLike: 'You typed ten digits, as in a cédula. The employer’s RUC goes here; a domestic employer types their own cédula and 000.',
    other: 'If you want your key as an affiliate or pensioner, go to the personal key',
    path: '/personal',
  },
  personal: {
    looksLike: 'You typed thirteen digits, as in a RUC. Your cédula goes here: this is the personal key of affiliates and pensioners.',
    other: 'If you want the key of an employer, go to the employer key',
    path: '/empleador',
  },
} satisfies typeof es

export const wrongDoorTexts = { es, en } satisfies Record<Language, typeof es>
