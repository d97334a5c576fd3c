import type { es, HelpFacts } from './help.texts.es.ts'

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)

export const en = {
  index: {
    title: 'Help',
    lead: 'You do not know where to begin? Answer a few short questions and we tell you which procedure is yours.',
    triage: 'Begin',
    call: 'Or call:',
  },
  more: 'More help',
  online: { recovery: 'Employer key, online', unlock: 'Personal key, online', office: 'At an office' },
  topics: (facts: HelpFacts) => ({
    claves: {
      title: 'There are two keys, and they are not the same',
      about: 'What the employer key is and what the personal key is.',
      parts: [
        {
          title: 'The employer key',
          text: [
            'It belongs to an employer: a company, a business of one’s own, a public body or somebody who employs a person in their home. Each branch has its own.',
            'You sign in with the RUC and the branch. When it is forgotten or blocked it is replaced by a new one: the old one is never shown or unblocked.',
          ],
        },
        {
          title: 'The personal key',
          text: [
            'It belongs to a person: an affiliate or a pensioner. You sign in with your cédula (national identity number).',
            'When it is blocked you can unblock and keep it, or change it for another.',
          ],
        },
        {
          title: 'One does not open the other',
          text: ['Even if you represent a company, your personal key does not open that of the company, and recovering one does not change the other.'],
        },
      ],
    },
    reunir: {
      title: 'What to have at hand',
      about: 'What each procedure asks for, and why.',
      parts: [
        {
          title: 'Employer key',
          text: [
            'The RUC, the branch (almost always 0001) and the cédula (national identity number) of the legal representative: they find the record.',
            'The registered e-mail address or mobile number of the company: the message that proves it is you goes there.',
          ],
        },
        { title: 'Personal key', text: ['The number of your cédula, and your registered e-mail address or mobile number.'] },
        {
          title: 'If you no longer have that address or number',
          text: ['Go to an office with your original identity card; for a company the legal representative goes. No copies are needed.'],
        },
      ],
    },
    bloqueada: {
      title: 'When the key is blocked',
      about: 'Why it gets blocked and what to do.',
      parts: [
        {
          title: 'Why it gets blocked',
          text: [
            `When it is typed wrong ${times(facts.failures)} in a row on devices that we do not know, those can no longer sign in, not even with the right key. Before that we tell the registered contacts.`,
            `Where you signed in less than ${facts.known} ago you can go on signing in.`,
          ],
        },
        { title: 'What to do', text: ['Employer: recover the employer key; the new one works at once. Affiliate or pensioner: unblock the personal key.'] },
        {
          title: 'When somebody stopped the procedure',
          text: [
            `When the key changes, every registered contact gets a notice. For ${facts.veto} or ${facts.vetoDays === 1 ? '1 working day' : `${facts.vetoDays} working days`}, whichever ends later, they can say that they do not recognise the change: the new key is then void, and another can be had at an office only.`,
            `A contact that changed less than ${facts.coolOff} ago is not enough alone.`,
          ],
        },
      ],
    },
    tarda: { title: 'How long it takes', about: 'Online and at an office.', parts: [] },
    mensajes: {
      title: 'How to recognise our messages',
      about: 'And what nobody will ever ask you for.',
      parts: [
        {
          title: 'What our messages have',
          text: [
            'Two words: the same that the page shows on which you made the request. If they are not the same, it is not your request.',
            `A link, which works for ${facts.link}, and a code of at least ${facts.codeDigits} digits, which works for ${facts.code} and can be typed wrong ${times(facts.tries)}.`,
            'The time and the kind of device from which it was asked for.',
            'A link “It was not me”, to stop what you did not ask for.',
          ],
        },
        {
          title: 'What nobody will ask you for',
          text: [
            `Nobody who works at ${facts.institution} will ask you for a code or a key: not by telephone, not in a message, not at an office. Whoever asks wants to steal the key.`,
            'The procedure is free. Nobody may charge you for doing it.',
          ],
        },
        {
          title: 'If you receive a message that you did not ask for',
          text: ['Give the code to nobody. You can stop the request with the link “It was not me”, or do nothing: without your message nobody makes a key.'],
        },
      ],
    },
  }),
} satisfies typeof es
