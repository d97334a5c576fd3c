import type { Language } from '../institution.ts'

const es = {
  title: 'Ingresar con la clave personal',
  signedOut: 'Su sesión se cerró en este navegador. Si el equipo no es suyo, cierre también la ventana.',
  nationalId: 'Cédula',
  nationalIdHint: '10 dígitos.',
  key: 'Clave personal',
  signIn: 'Ingresar',
  forgot: 'Olvidé la clave o está bloqueada',
  noContact: 'Si ya no tiene el correo ni el celular registrado:',
  office: 'cambiar el contacto en una oficina',
  nationalIdWrong: 'La cédula no está bien escrita: son 10 dígitos',
  empty: 'Escriba la clave personal',
  wrong: 'La cédula o la clave no son correctas. Si no recuerda la clave o está bloqueada, puede desbloquearla o crear otra.',
  stopped: (until: string) =>
    `Desde su red hubo demasiados intentos fallidos. Podrá intentarlo de nuevo a las ${until}. Mientras tanto puede desbloquear la clave.`,
  busy: 'Hay muchas personas ingresando en este momento. Intente otra vez en unos segundos.',
}

const en = {
  title: 'Sign in with the personal key',
  signedOut: 'You have signed out in this browser. If the computer is not yours, close the window too.',
  nationalId: 'Cédula',
  nationalIdHint: '10 digits.',
  key: 'Personal key',
  signIn: 'Sign in',
  forgot: 'I forgot the key, or it is blocked',
  noContact: 'If you no longer have the registered address or mobile:',
  office: 'change the contact at an office',
  nationalIdWrong: 'The cédula is not written right: it has 10 digits',
  empty: 'Type the personal key',
  wrong: 'The cédula or the key is not right. If you do not remember the key or it is blocked, you can unblock it or make another.',
  stopped: (until) => `There were too many failed attempts from your network. You can try again at ${until}. Meanwhile you can unblock the key.`,
  busy: 'Many people are signing in at this moment. Please try again in a few seconds.',
} satisfies typeof es

export const personalSignInTexts = { es, en } satisfies Record<Language, typeof es>
