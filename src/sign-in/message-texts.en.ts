import type { es } from './message-texts.es.ts'

const key = { employer: 'the employer key', personal: 'the personal key' } as const
const way = { employer: 'Recover the employer key', personal: 'Unblock the personal key' } as const

const failed = (failures: number) => (failures === 1 ? 'one failed attempt' : `${failures} failed attempts in a row`)

export const en = {
  failures: (facts) => ({
    subject: facts.reached === 'half' ? `Somebody is trying to guess ${key[facts.kind]}` : `We blocked attempts to guess ${key[facts.kind]}`,
    blocks: [
      { text: facts.holder },
      {
        text: `Until ${facts.when} there ${facts.failures === 1 ? 'was' : 'were'} ${failed(facts.failures)} to sign in with ${key[facts.kind]}, from devices that we do not know.`,
      },
      {
        text:
          facts.reached === 'half'
            ? 'If it was you and you do not remember the key, you can recover it. If it was not you, there is nothing you have to do.'
            : 'From now on no device that we do not know can sign in with that key. Where you signed in before, it still works. On another device, recover it here:',
      },
      { link: facts.recoverLink, label: way[facts.kind] },
    ],
    sms: `${facts.institution}: ${failed(facts.failures)} with ${key[facts.kind]} of ${facts.holder}.${facts.reached === 'half' ? '' : ' It is blocked on devices that we do not know.'}
${facts.recoverLink}
Help: ${facts.phone}, ${facts.hours}.`,
  }),
} satisfies typeof es
