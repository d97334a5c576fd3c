import type { Language } from '../institution.ts'

const es = {
  title: '¿Qué clave necesita?',
  employer: 'Empleador',
  employerText: 'La clave patronal: para planillas, avisos de entrada y salida y lo demás de la empresa.',
  recover: 'Recuperar la clave patronal',
  signIn: 'Ingresar como empleador',
  person: 'Afiliado o pensionista',
  personText: 'La clave personal es otra y se desbloquea con otro trámite, que todavía no está en este servicio. Llame al teléfono de ayuda.',
}

const en = {
  title: 'Which key do you need?',
  employer: 'Employer',
  employerText: 'The employer key: for payroll forms, notices of entry and exit, and everything else of the company.',
  recover: 'Recover the employer key',
  signIn: 'Sign in as an employer',
  person: 'Affiliate or pensioner',
  personText: 'The personal key is another one. It is unblocked by another procedure, which this service does not have yet. Please call the help line.',
} satisfies typeof es

export const guideTexts = { es, en } satisfies Record<Language, typeof es>
