import type { es } from './texts.es.ts'

export const en = {
  before: {
    title: 'The personal key',
    lead: 'It is the key of affiliates and pensioners. If it is blocked you can unblock it and go on using it; if you forgot it you make another. It is free.',
    signIn: 'Sign in with the personal key',
    haveTitle: 'To unblock it, have at hand',
    have: [
      { what: 'Your cédula', when: 'To find the record, in the first step. The number is enough; you do not need the document.' },
      { what: 'Your registered e-mail or mobile', when: 'In the second step. A link and a code arrive there and show that it is you.' },
    ],
    timeTitle: 'How long it takes',
    time: (from, to) => `Between ${from} and ${to}, depending on how long the message is on its way. This is an estimate.`,
    notAskedTitle: 'What we will not ask you for',
    notAsked: ['A photograph of your cédula or your face.', 'Any payment.', 'The code by phone, by message or at an office.'],
    noContactTitle: 'If you no longer have that e-mail or mobile',
    noContact: 'At an office, with your cédula, the registered contact is changed; then you unblock the key here. Call first to know what to bring:',
    employerTitle: 'The employer key is another one',
    employer: 'If what you need is the key of a company or an employer,',
    employerLink: 'go to the employer key',
  },
} satisfies typeof es
