import type { KeyKind } from '../credentials/credentials.ts'
import type { ApplicantFacts, AskedFacts, es, MoveFacts } from './applicant-texts.es.ts'
import { en as request } from './texts.en.ts'

const standing = ({ kind, undone, held }: Pick<MoveFacts, 'kind' | 'undone' | 'held'>, unchanged: string) =>
  undone ? `${request.follow.undone[kind]}${held ? ` ${request.follow.held.over}` : ''}` : unchanged
const undoneOf = ({ kind, undone }: Pick<MoveFacts, 'kind' | 'undone'>) => (undone ? ` ${request.follow.undone[kind]}` : '')

const help = ({ phone }: { phone: string }) => `\nHelp: ${phone}`

const end = ({ institution, phone, hours }: ApplicantFacts) => ({ text: `${institution}. Help: ${phone}, ${hours}.` })
const whatWasMade = ({ kind, hadKey }: { kind: KeyKind; hadKey: boolean }) =>
  kind === 'personal' ? 'The change of contact is done' : hadKey ? 'The new employer key works' : 'You now have your employer key'
const whatIsLeft = { employer: 'make the new key', personal: 'register your contact' } as const satisfies Record<KeyKind, string>

const place = (office: ApplicantFacts['office']) => (office ? [`${office.name}: ${office.address}, ${office.canton}; ${office.hours.en}.`] : [])

const askedLines = ({ number, office, until, asked }: AskedFacts): string[] => [
  `The office examined the case ${number}, and this is missing:`,
  ...asked.missing,
  ...(asked.mustCome
    ? [request.follow.come(until), ...place(office), `${request.follow.bringTitle}:`, request.requirements.ownDocument, ...asked.bring]
    : [request.follow.tell(until)]),
]

export const en = {
  askedLines,
  code: (facts) => ({
    subject: 'Code to confirm this contact',
    blocks: [
      {
        text: 'Somebody gave this e-mail as the contact for a request that is finished at an office. To confirm it, type this code on the page that asked for it.',
      },
      { code: facts.digits, label: 'Code' },
      { text: `It works for ${facts.lasts}. Nobody will ask you for it: not by telephone, not by message, not at an office.` },
      { text: 'If it was not you, do nothing: without the code nothing changes.' },
      { text: `${facts.institution}. Help: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: code for this mobile (${facts.lasts}):\n${facts.digits}\nNobody will ask you for it.\n\n${facts.bound}`,
  }),
  receipt: (facts) => ({
    subject: `We received your request ${facts.number}`,
    blocks: [
      {
        text: `We received the request ${facts.number}. Go to the office by ${facts.until}, with your original cédula (national identity card) and this number.`,
      },
      ...place(facts.office).map((text) => ({ text })),
      { text: 'With the number and your continuation code you can follow the case or cancel it on this page:' },
      { link: facts.follow, label: 'Follow the case' },
      { text: 'The continuation code is only on your receipt. Give it to nobody, not even at the office.' },
      { text: `${facts.institution}. Help: ${facts.phone}, ${facts.hours}.` },
    ],
    sms: `${facts.institution}: request ${facts.number}: go to the office with your cédula by ${facts.until}.\n${facts.follow}`,
  }),
  activationCode: (facts) => ({
    subject: `Code to finish the case ${facts.number}`,
    blocks: [
      { text: `To ${whatIsLeft[facts.kind]}, type this code on the page that asked for it.` },
      { code: facts.digits, label: 'Code' },
      { text: `It works for ${facts.lasts}. Nobody may ask you for it: not by telephone, not by message, not at an office. Only you type it.` },
      { text: 'If you are not finishing this case, give it to nobody and call us.' },
      end(facts),
    ],
    sms: `${facts.institution}: code to finish the case ${facts.number} (${facts.lasts}):\n${facts.digits}\nNobody may ask you for it, not at an office either.\n\n${facts.bound}`,
  }),
  moved: {
    asked: (facts) => ({
      subject: facts.asked.mustCome ? `Come back to the office about your case ${facts.number}` : `Something is missing in your case ${facts.number}`,
      blocks: [
        ...askedLines(facts).map((text) => ({ text })),
        {
          text: facts.asked.mustCome
            ? 'You can see it on this page, with the number and your continuation code:'
            : 'Say so on this page, with the number and your continuation code:',
        },
        { link: facts.follow, label: 'Follow the case' },
        end(facts),
      ],
      sms: `${facts.institution}: case ${facts.number}: ${facts.asked.mustCome ? `come to the office again by ${facts.until}. What to bring` : `put right what is missing by ${facts.until} and say so here`}:\n${facts.follow}`,
    }),
    examined_again: (facts) => {
      const inFavour = facts.again === 'resolved'
      return {
        subject: inFavour ? `The objection to your case ${facts.number} was resolved in your favour` : `Your case ${facts.number} is examined again`,
        blocks: [
          {
            text: inFavour
              ? `A supervisor who had taken no part resolved the objection of a registered contact to the case ${facts.number} in your favour.${undoneOf(facts)} The office goes on with the case: another person has to approve it, and then there is a wait. You need not do anything for now: we will tell you.`
              : `The case ${facts.number} goes back to the office: something that had been examined no longer counts. You need not do anything for now: we will tell you.`,
          },
          { link: facts.follow, label: 'Follow the case' },
          end(facts),
        ],
        sms: inFavour
          ? `${facts.institution}: the objection to your case ${facts.number} was resolved in your favour. The office goes on:\n${facts.follow}`
          : `${facts.institution}: your case ${facts.number} is examined again at the office. You need not do anything:\n${facts.follow}`,
      }
    },
    waiting: (facts) => ({
      subject: `Your case ${facts.number} was approved, with a waiting period`,
      blocks: [
        {
          text: `The case ${facts.number} was approved. We wait until ${facts.waitUntil}, in case a registered contact objects. You do not have to do anything: we will tell you.`,
        },
        { link: facts.follow, label: 'Follow the case' },
        end(facts),
      ],
      sms: `${facts.institution}: case ${facts.number} approved. It waits until ${facts.waitUntil}, in case somebody objects.`,
    }),
    ready: (facts) => ({
      subject: `Your case ${facts.number} is ready: finish it yourself`,
      blocks: [
        {
          text: `You can now ${whatIsLeft[facts.kind]}. Go to this page with your number ${facts.number} and the continuation code of your receipt, by ${facts.until}:`,
        },
        { link: facts.activate, label: 'Finish the case' },
        { text: 'Nobody at the institution will ask you for the continuation code, for what arrives at this contact, or for the key.' },
        end(facts),
      ],
      sms: `${facts.institution}: your case ${facts.number} is ready. Finish it by ${facts.until} with your continuation code, which nobody will ask you for:\n${facts.activate}${help(facts)}`,
    }),
    rejected: (facts) => ({
      subject: `Your case ${facts.number} ${facts.undone ? 'is void' : 'was not approved'}`,
      blocks: [
        {
          text: `The case ${facts.number} ${facts.undone ? 'is void' : 'was not approved'}. ${standing(facts, 'The key stays as it was.')} The reason, and what you can do if you disagree, are on this page:`,
        },
        { link: facts.follow, label: 'Follow the case' },
        end(facts),
      ],
      sms: `${facts.institution}: your case ${facts.number} ${facts.undone ? 'is void' : 'was not approved'}. The reason and what you can do:\n${facts.follow}`,
    }),
    activated: (facts) => ({
      subject: `The case ${facts.number} is finished`,
      blocks: [
        {
          text: `${whatWasMade(facts)}. This contact is now registered.${facts.others ? ' Those of before no longer are, and we told them too.' : ''}`,
        },
        ...(facts.stoppableUntil === null
          ? []
          : [
              {
                text: `Until ${facts.stoppableUntil} an earlier contact can say that they do not recognise this; somebody at the institution then settles it.`,
              },
            ]),
        { link: facts.signIn, label: facts.kind === 'employer' ? 'Sign in with the key' : 'Unblock the key online' },
        { text: 'If it was not you who finished the case, call us now.' },
        end(facts),
      ],
      sms: `${facts.institution}: the case ${facts.number} is finished. This contact is registered. If it was not you, call now: ${facts.phone}`,
    }),
    disputed: (facts) => {
      const anew = facts.again === 'decided_again'
      return {
        subject: anew ? `The objection to your case ${facts.number} is decided again` : `A registered contact stopped the case ${facts.number}`,
        blocks: [
          {
            text: anew
              ? `The objection of a registered contact to the case ${facts.number} had been resolved, and that decision became void.${undoneOf(facts)} Somebody else, who took no part before, decides it. You need not do anything: we will tell you. You can follow it on this page:`
              : `A registered contact said that they do not recognise the case ${facts.number}, and it is stopped.${undoneOf(facts)} Somebody who took no part before will settle it. You can follow it on this page:`,
          },
          { link: facts.follow, label: 'Follow the case' },
          end(facts),
        ],
        sms: anew
          ? `${facts.institution}: the objection to your case ${facts.number} is decided again. You need not do anything:\n${facts.follow}`
          : `${facts.institution}: a registered contact stopped your case ${facts.number}. A supervisor settles it:\n${facts.follow}`,
      }
    },
    cancelled: (facts) => ({
      subject: `The case ${facts.number} was cancelled`,
      blocks: [
        {
          text: `The case ${facts.number} was cancelled with your continuation code. ${standing(facts, 'Nothing changed.')} If it was not you, call us: somebody else has that code.`,
        },
        end(facts),
      ],
      sms: `${facts.institution}: the case ${facts.number} was cancelled with your continuation code. If it was not you, call: ${facts.phone}`,
    }),
    expired: (facts) => ({
      subject: `The time for your case ${facts.number} ran out`,
      blocks: [
        { text: `The time for the case ${facts.number} ran out. ${standing(facts, 'Nothing changed.')} If you still need it, begin another one.` },
        end(facts),
      ],
      sms: `${facts.institution}: the time of the case ${facts.number} is over${facts.undone ? '' : ', and nothing changed'}. If you need it, begin another.${help(facts)}`,
    }),
  },
} satisfies typeof es
