import type { Language } from '../institution.ts'

const es = {
  title: '¿Qué clave necesita?',
  employer: 'Empleador',
  employerText: 'La clave patronal: para planillas, avisos de entrada y salida y lo demás de la empresa.',
  recover: 'Recuperar la clave patronal',
  signIn: 'Ingresar como empleador',
  person: 'Afiliado o pensionista',
  personText: 'La clave personal: para sus aportes, préstamos, pensión y certificados. Es otra, y se desbloquea con otro trámite.',
  unlock: 'Desbloquear la clave personal',
  personSignIn: 'Ingresar con la clave personal',
  unsure: '¿No sabe cuál es la suya?',
  triage: 'Responda unas preguntas cortas',
  office: 'Pedir una clave nueva en una oficina',
  personOffice: 'Cambiar el contacto en una oficina',
  followCase: '¿Ya tiene un número de trámite?',
  follow: 'Vea su trámite',
}

const en = {
  title: 'Which key do you need?',
  employer: 'Employer',
  employerText: 'The employer key: for payroll forms, notices of entry and exit, and everything else of the company.',
  recover: 'Recover the employer key',
  signIn: 'Sign in as an employer',
  person: 'Affiliate or pensioner',
  personText: 'The personal key: for your contributions, loans, pension and certificates. It is another key, unblocked by another procedure.',
  unlock: 'Unblock the personal key',
  personSignIn: 'Sign in with the personal key',
  unsure: 'You do not know which one is yours?',
  triage: 'Answer a few short questions',
  office: 'Ask for a new key at an office',
  personOffice: 'Change the contact at an office',
  followCase: 'You already have a case number?',
  follow: 'Follow your case',
} satisfies typeof es

export const guideTexts = { es, en } satisfies Record<Language, typeof es>
