import type { Device } from '../http/device.ts'
import type { es, StartedFacts } from './message-texts.es.ts'

const device = { phone: 'a phone', tablet: 'a tablet', computer: 'a computer', unknown: 'a device we could not recognise' } as const satisfies Record<
  Device,
  string
>

const stop = (link: string | null) => (link === null ? [] : [{ link, label: 'It was not me: stop this' }])
const helpSms = ({ phone, hours }: { phone: string; hours: string }) => `\nHelp: ${phone}, ${hours}.`
const stopSms = (link: string | null) => (link === null ? '' : `\nIf it was not you, stop it:\n${link}`)

const codeSms = (code: StartedFacts['code']) => (code === null ? '' : `\nCode (${code.lasts}):\n${code.digits}\nNobody will ask you for it.`)

export const en = {
  started: (facts) => ({
    subject: `Recover the employer key: ${facts.tag}`,
    blocks: [
      { text: `Somebody asked to recover an employer key that has this address on its register. The page of the request shows these two words: ${facts.tag}.` },
      { text: `It was asked for on ${facts.asked}, from ${device[facts.device]}.` },
      { link: facts.link, label: 'Continue with this link' },
      { text: `The link works until ${facts.linkUntil}, on any phone or computer.` },
      ...(facts.code === null
        ? []
        : [
            { code: facts.code.digits, label: 'Or type this code into the page where you made the request:' },
            { text: `The code works for ${facts.code.lasts}. Nobody will ask you for it: not by phone, not by message, not at an office.` },
          ]),
      ...(facts.vetoLink === null
        ? []
        : [{ text: 'If neither you nor anybody in your company asked for it, give the code to nobody. You can stop this request:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: recover employer key (${facts.tag})
${facts.link}${codeSms(facts.code)}${helpSms(facts)}${
  facts.code === null
    ? ''
    : `

${facts.code.bound}`
}`,
  }),
  proven: (facts) => ({
    subject: {
      proven: 'A new employer key is about to be made',
      waiting: 'Somebody asked to recover the employer key: you can stop it',
      needs_evidence: 'Somebody asked to recover the employer key: another proof is needed',
      needs_office: 'Somebody asked to recover the employer key: it goes on at an office',
    }[facts.as],
    blocks: [
      { text: `Employer: ${facts.employer}, branch ${facts.branch}. Case ${facts.number} (${facts.tag}).` },
      { text: `On ${facts.when} somebody confirmed, with the registered contact ${facts.through}, the request made from ${device[facts.device]}.` },
      {
        text: {
          proven: 'They can now make a new key. The old one will stop working.',
          waiting: `That contact is not enough by itself. If nobody stops it by ${facts.waitUntil}, they can make a new key; before that, only with another proof.`,
          needs_evidence: 'That is not yet enough for a new key: they need another proof.',
          needs_office: 'This case does not end online: it goes on at an office.',
        }[facts.as],
      },
      ...(facts.vetoLink === null ? [] : [{ text: 'If it was you or somebody in your company, do nothing. If not, stop it now:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: somebody confirmed the recovery of the employer key of ${facts.shortEmployer} with ${facts.through} (${facts.tag}).${facts.as === 'waiting' ? `\nYou can stop it until ${facts.waitUntil}.` : ''}${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  waitReminder: (facts) => ({
    subject: 'Reminder: you can still stop a recovery of the employer key',
    blocks: [
      { text: `Employer: ${facts.employer}, branch ${facts.branch}. Case ${facts.number} (${facts.tag}).` },
      { text: `Somebody confirmed, with the registered contact ${facts.through}, a recovery that was asked for from ${device[facts.device]}.` },
      { text: `If nobody stops it by ${facts.waitUntil}, they can make a new key. The old one will stop working.` },
      ...(facts.vetoLink === null ? [] : [{ text: 'If it was you or somebody in your company, do nothing. If not, stop it now:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: until ${facts.waitUntil} the recovery of the employer key of ${facts.shortEmployer} can be stopped (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  waitOver: (facts) => ({
    subject: `The wait is over: go on with the employer key (${facts.tag})`,
    blocks: [
      { text: `Case ${facts.number} (${facts.tag}). Nobody stopped it and the wait is over. If you asked for it, go on with this link.` },
      { link: facts.link, label: 'Make the new key' },
      { text: `The link works until ${facts.linkUntil}, on any phone or computer. Give it to nobody.` },
    ],
    sms: `${facts.institution}: the wait is over (${facts.tag}). Make the new key with this link, until ${facts.linkUntil}:\n${facts.link}${helpSms(facts)}`,
  }),
  replaced: (facts) => ({
    subject: 'Your employer key has changed',
    blocks: [
      { text: `Employer: ${facts.employer}, branch ${facts.branch}. Case ${facts.number} (${facts.tag}).` },
      { text: `On ${facts.when} a new employer key was made. The old one no longer works and every open session was ended.` },
      ...(facts.vetoLink === null
        ? []
        : [
            {
              text: `If it was neither you nor anybody in your company, stop it before ${facts.vetoUntil}. The new key will be void and the case will be settled at an office.`,
            },
          ]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: the employer key of ${facts.shortEmployer} changed on ${facts.when} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  disputed: (facts) => ({
    subject: 'A recovery of the employer key was stopped',
    blocks: [
      { text: `Employer: ${facts.employer}, branch ${facts.branch}. Case ${facts.number} (${facts.tag}).` },
      {
        text: `On ${facts.when} a registered contact said that they do not recognise this recovery. It is stopped. If a new key had been made, it no longer works.`,
      },
      { text: `A new key can now be had at an office only. Call ${facts.phone}.` },
    ],
    sms: `${facts.institution}: a contact stopped the recovery of the employer key of ${facts.shortEmployer} (${facts.tag}). To go on, visit an office.${helpSms(facts)}`,
  }),
  resolved: (facts) => ({
    subject: `A supervisor decided about the case ${facts.number}`,
    blocks: [
      { text: `Employer: ${facts.employer}, branch ${facts.branch}. Case ${facts.number} (${facts.tag}).` },
      {
        text: facts.contactWasRight
          ? `On ${facts.when} a supervisor found that the contact who stopped the recovery was right.`
          : facts.contactKept
            ? `On ${facts.when} a supervisor noted that the contact who stopped it said that it was a mistake. That contact stays as it was. If you stopped it and did not say so, call now: ${facts.phone}, ${facts.hours}.`
            : `On ${facts.when} a supervisor found that whoever asked for the recovery was right. The contact who stopped it is no longer registered.`,
      },
      { text: facts.held ? `The key is still held: another one can be had at an office only. Call ${facts.phone}.` : 'The key can be recovered online.' },
    ],
    sms: `${facts.institution}: a supervisor resolved the case ${facts.number} of the employer key of ${facts.shortEmployer}. ${facts.held ? 'The key is still held: visit an office.' : 'The key can be recovered online.'}${helpSms(facts)}`,
  }),
} satisfies typeof es
