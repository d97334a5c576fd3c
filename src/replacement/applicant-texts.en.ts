import type { es } from './applicant-texts.es.ts'

const help = ({ phone, hours }: { phone: string; hours: string }) => `\nHelp: ${phone}, ${hours}.`

export const en = {
  code: (facts) => ({
    subject: 'Code to confirm this contact',
    blocks: [
      {
        text: 'Somebody gave this e-mail as the contact of a request that is finished at an office. To confirm it, type this code in the page that asked for it.',
      },
      { code: facts.digits, label: 'Code' },
      { text: `It works for ${facts.lasts}. Nobody will ask you for it: not by telephone, not by message, not at an office.` },
      { text: 'If it was not you, do nothing: without the code nothing changes.' },
      { text: `${facts.institution}. Help: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: code to confirm this mobile (${facts.lasts}):\n${facts.digits}\nNobody will ask you for it. If it was not you, do nothing.${help(facts)}\n\n${facts.bound}`,
  }),
  receipt: (facts) => ({
    subject: `We received your request ${facts.number}`,
    blocks: [
      { text: `We received the request ${facts.number}. Come to the office by ${facts.until}, with your original identity card or passport and this number.` },
      ...(facts.office ? [{ text: `${facts.office.name}: ${facts.office.address}, ${facts.office.canton}. ${facts.office.hours.en}.` }] : []),
      { text: 'With the number and your continuation code you can follow the case or cancel it on this page:' },
      { link: facts.follow, label: 'Follow the case' },
      { text: 'The continuation code is on your receipt alone. Give it to nobody, at the office neither.' },
      { text: `${facts.institution}. Help: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: we received your request ${facts.number}. Come to the office by ${facts.until} with your identity card or passport. Case:\n${facts.follow}${help(facts)}`,
  }),
} satisfies typeof es
