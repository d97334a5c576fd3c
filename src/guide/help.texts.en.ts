import type { es, HelpFacts } from './help.texts.es.ts'

const days = (count: number) => (count === 1 ? '1 working day' : `${count} working days`)
const times = (count: number) => (count === 1 ? 'once' : `${count} times`)

export const en = {
  index: {
    title: 'Help',
    lead: 'You do not know where to begin? Answer a few short questions and we tell you which procedure is yours.',
    triage: 'Begin',
    call: 'Or call:',
  },
  more: 'More help',
  follow: 'Follow your case',
  request: { employer: 'Ask for a new employer key', personal: 'Change the contact of your personal key' },
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
            'It belongs to a person: an affiliate or a pensioner. You sign in with your cédula (national identity card).',
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
            'The RUC, the branch (almost always 0001) and the cédula (national identity card) of the legal representative: they find the record.',
            'The registered e-mail address or mobile number of the company: the message that proves it is you goes there.',
          ],
        },
        { title: 'Personal key', text: ['The number of your cédula, and your registered e-mail address or mobile number.'] },
        {
          title: 'If you no longer have that address or number',
          text: [
            facts.office
              ? 'Start a request for an office online: it tells you what will be examined in your case and what to bring, before it asks for data.'
              : 'Go to an office with your original cédula (national identity card); for a company the legal representative goes. No copies are needed.',
          ],
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
    oficina: {
      title: 'Asking for a new key at an office',
      about: 'How it goes, who sees what, and the code that is for you alone.',
      parts: [
        {
          title: 'What it is for',
          text: [
            'For when the key cannot be recovered online: the person who had it is gone, the legal representative changed, no registered contact can be used, the key is on hold, there never was one or the employer is closed. Also to change the contact of the personal key.',
          ],
        },
        {
          title: 'How it goes',
          text: [
            `You fill in the request online, within ${facts.draft}: the reason, the data, an e-mail or mobile that you do use, and the office. Before we ask for data we say what will be examined and what to bring.`,
            `You get a receipt with the number of your case and go to the office with your original cédula (national identity card). You have ${facts.visit} to go.`,
            `The person who attends to you checks who you are and examines what your case needs. Then somebody else approves it. The institution has ${days(facts.workingDays)}, not counting the time in which it waits for something from you. If you are asked for something, you have ${facts.answer} to bring it or put it right.`,
            `If there was another registered contact, it is told, and we wait at least ${facts.wait} and to the end of ${days(facts.waitDays)}, in case it objects.`,
            `At the end you make the key, with the case number, your continuation code and a code that goes to your new contact. You have ${facts.approval} from the approval on. If you have neither e-mail nor mobile, you make it on a screen of the office; to change the contact of the personal key you do need one of your own.`,
          ],
        },
        {
          title: 'The continuation code is for nobody else',
          text: [
            'It is only on your receipt, on a sheet of its own. It is in no message, and at the office nobody sees it or needs it. Anybody who asks for it, even if they work there, wants the key of your company.',
            'Without it nobody finishes the case. If you lose it, start another; if you have been to the office, ask there to have the earlier one closed.',
          ],
        },
        {
          title: 'Who sees what',
          text: [
            'At the office they see what you typed and what the record says, and only after checking who you are. Each time somebody looks at your data it is written down.',
            'Nobody at the office knows or chooses the new key.',
            'The contacts registered before hear that there is a request, and can stop it if they do not recognise it.',
          ],
        },
        {
          title: 'How to follow your case',
          text: ['With the number and the continuation code you can see where it is, who has to do something and until when, and you can cancel it:'],
        },
      ],
    },
    mensajes: {
      title: 'How to recognise our messages',
      about: 'And what nobody will ever ask you for.',
      parts: [
        {
          title: 'What our messages have',
          text: [
            'When something is asked for online, two words: the same that the page shows on which you made the request. If they are not the same, it is not your request.',
            `A link, which works for ${facts.link}, and a code of at least ${facts.codeDigits} digits, which works for ${facts.code} and can be typed wrong ${times(facts.tries)}.`,
            'The time and the kind of device from which it was asked for.',
            'A link “It was not me”, to stop what you did not ask for.',
            'Notices of a case with an office have the number of the case and that link, without the two words and without any code.',
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
          text: [
            'Give the code to nobody. Stop the request with the link “It was not me”.',
            'If the notice speaks of a case with an office or of a wait, stop it before the date that it gives: if nobody stops it, whoever asked can make another key.',
          ],
        },
      ],
    },
  }),
} satisfies typeof es
