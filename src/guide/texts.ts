import type { Language } from '../institution.ts'

const es = {
  title: '¿Qué clave necesita?',
  employer: 'Empleador',
  employerText: 'La clave patronal: para planillas, avisos de entrada y salida y lo demás de la empresa.',
  recover: 'Recuperar la clave patronal',
  signIn: 'Ingresar como empleador',
  person: 'Afiliado o pensionista',
  personText: 'La clave personal: para sus aportes, préstamos, pensión y lo demás que es suyo y no de una empresa.',
  unlock: 'Desbloquear la clave personal',
  signInPersonal: 'Ingresar con la clave personal',
}

const en = {
  title: 'Which key do you need?',
  employer: 'Employer',
  employerText: 'The employer key: for payroll forms, notices of entry and exit, and everything else of the company.',
  recover: 'Recover the employer key',
  signIn: 'Sign in as an employer',
  person: 'Affiliate or pensioner',
  personText: 'The personal key: for your contributions, loans, pension and everything else that is yours and not a company’s.',
  unlock: 'Unblock the personal key',
  signInPersonal: 'Sign in with the personal key',
} satisfies typeof es

export const guideTexts = { es, en } satisfies Record<Language, typeof es>
