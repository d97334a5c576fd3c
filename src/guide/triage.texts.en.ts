import type { es } from './triage.texts.es.ts'

export const en = {
  back: 'Back to the previous question',
  startAgain: 'Start again',
  your: 'What you answered',
  gatherTitle: 'Have at hand',
  timeTitle: 'How long it takes',
  costTitle: 'What it costs',
  cost: 'Nothing: it is free, online and at the office. Nobody may charge you for doing it.',
  notAskedTitle: 'What we will not ask for',
  notAsked: [
    'Your present key, by telephone or in a message.',
    'The code that you receive: it is typed on the page where you asked for it only.',
    'Photos or copies of documents that the State already has.',
  ],
  how: 'How to start',
  offices: 'Offices',
  callFirst: 'If in doubt, call first:',
  questions: {
    para: {
      title: 'What do you need the key for?',
      choices: {
        empresa: { label: 'For a company, or as an employer', hint: 'Payroll forms, notices of entry and exit. Also if you employ somebody in your home.' },
        persona: { label: 'For myself, as an affiliate or pensioner', hint: 'Contributions, loans, pension, certificates.' },
      },
    },
    clave: {
      title: 'What is the matter with the key?',
      choices: {
        olvidada: { label: 'I do not remember it, or do not have it' },
        bloqueada: { label: 'It is blocked, or I type it right and it does not work' },
        nunca: { label: 'I have never had one' },
        funciona: { label: 'I have it and want to sign in' },
      },
    },
    contacto: {
      title: 'Can you read the messages of the registered e-mail address or mobile number?',
      choices: {
        si: { label: 'Yes' },
        no: { label: 'No, I have none of them any more', hint: 'For example, if the address belonged to somebody who has left.' },
        'no-se': { label: 'I do not know which it is', hint: 'You can try: if a message reaches you, that is the one.' },
      },
    },
    representante: {
      title: 'Is the legal representative still the one on the register?',
      choices: {
        mismo: { label: 'Yes, or I am the employer myself' },
        'se-fue': { label: 'Yes, but the person who kept the key is gone' },
        cambio: { label: 'No, it changed' },
        cerrada: { label: 'The company is closed' },
      },
    },
  },
  results: {
    recover: {
      title: 'Recover the employer key online',
      lead: 'With a message to the registered contact you make a new key. The old one stops working.',
      gather: [
        { what: 'The RUC and the branch', when: 'In the first step, to find the record.' },
        { what: 'The cédula (national identity card) of the legal representative', when: 'In the first step. The number is enough.' },
        { what: 'The registered e-mail address or mobile number', when: 'In the second step. A link and a code arrive there.' },
      ],
      button: 'Recover the employer key',
      path: '/empleador/recuperar',
    },
    employer_sign_in: {
      title: 'Sign in as an employer',
      lead: 'If the key does not work, you can recover it from the same page.',
      gather: [{ what: 'The RUC, the branch and the employer key', when: 'To sign in.' }],
      button: 'Sign in as an employer',
      path: '/empleador/ingresar',
    },
    employer_office: {
      title: 'You need to go to an office',
      lead: 'Online we cannot verify that the company is yours. At the office you make the new key yourself: nobody else sees it.',
      gather: [
        { what: 'The legal representative, in person, with the original cédula', when: 'To verify who it is. Bring no copies.', taken: true },
        { what: 'The RUC and the branch', when: 'To find the record.' },
        { what: 'An e-mail address or mobile number that you do read', when: 'Notices and the code to make the key will go there.' },
      ],
      button: 'See the offices',
      path: '#oficinas',
    },
    unlock: {
      title: 'Unblock the personal key online',
      lead: 'With a message to your registered contact you can keep the key that you have or make another.',
      gather: [
        { what: 'The number of your cédula (national identity card)', when: 'In the first step, to find the record.' },
        { what: 'Your registered e-mail address or mobile number', when: 'In the second step. A link and a code arrive there.' },
      ],
      button: 'Unblock the personal key',
      path: '/personal/desbloquear',
    },
    personal_sign_in: {
      title: 'Sign in with your personal key',
      lead: 'If the key does not work, you can unblock it from the same page.',
      gather: [{ what: 'Your cédula and your personal key', when: 'To sign in.' }],
      button: 'Sign in',
      path: '/personal/ingresar',
    },
    personal_office: {
      title: 'You need to go to an office',
      lead: 'Without a registered contact that you read we cannot verify online that it is you. The office registers a new one, and with it you unblock the key.',
      gather: [
        { what: 'You in person, with your original cédula (national identity card)', when: 'To verify who you are. Bring no copies.', taken: true },
        {
          what: 'An e-mail address or mobile number of your own, that you do read',
          when: 'It will be registered in place of the old one. Without one this cannot be finished.',
        },
      ],
      button: 'See the offices',
      path: '#oficinas',
    },
  },
} satisfies typeof es
