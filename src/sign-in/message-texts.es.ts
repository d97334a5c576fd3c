import type { Message } from '../notifications/message.ts'

export type FailuresFacts = {
  reached: 'half' | 'block'
  kind: 'employer' | 'personal'
  /** As the contacts know it: the name, and the branch of an employer. */
  holder: string
  when: string
  failures: number
  recoverLink: string
  institution: string
  phone: string
  hours: string
}

const key = { employer: 'la clave patronal', personal: 'la clave personal' } as const
const way = { employer: 'Recuperar la clave patronal', personal: 'Desbloquear la clave personal' } as const

const failed = (failures: number) => (failures === 1 ? 'un intento fallido' : `${failures} intentos fallidos seguidos`)

export const es = {
  failures: (facts: FailuresFacts): Message => ({
    subject: facts.reached === 'half' ? `Alguien intenta adivinar ${key[facts.kind]}` : `Bloqueamos intentos de adivinar ${key[facts.kind]}`,
    blocks: [
      { text: facts.holder },
      {
        text: `Hasta el ${facts.when} hubo ${failed(facts.failures)} de ingresar con ${key[facts.kind]}, desde equipos que no conocemos.`,
      },
      {
        text:
          facts.reached === 'half'
            ? 'Si fue usted y no recuerda la clave, puede recuperarla. Si no fue usted, no tiene que hacer nada.'
            : 'Desde ahora ningún equipo que no conozcamos puede ingresar con esa clave. Donde usted ya ingresó antes, sigue sirviendo. En otro equipo, recupérela aquí:',
      },
      { link: facts.recoverLink, label: way[facts.kind] },
    ],
    sms: `${facts.institution}: ${failed(facts.failures)} con ${key[facts.kind]} de ${facts.holder}.${facts.reached === 'half' ? '' : ' Quedó bloqueada en equipos que no conocemos.'}
${facts.recoverLink}
Ayuda: ${facts.phone}, ${facts.hours}.`,
  }),
}
