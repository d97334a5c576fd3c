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
    subject: `Unblock the personal key: ${facts.tag}`,
    blocks: [
      { text: `Somebody asked to unblock a personal key that has this address on its register. The page of the request shows these two words: ${facts.tag}.` },
      { text: `It was asked for on ${facts.asked}, from ${device[facts.device]}.` },
      { link: facts.link, label: 'Continue with this link' },
      { text: `The link works until ${facts.linkUntil}, on any phone or computer.` },
      ...(facts.code === null
        ? []
        : [
            { code: facts.code.digits, label: 'Or type this code into the page where you made the request:' },
            { text: `The code works for ${facts.code.lasts}. Nobody will ask you for it: not by phone, not by message, not at an office.` },
          ]),
      ...(facts.vetoLink === null ? [] : [{ text: 'If you did not ask for it, give the code to nobody. You can stop this request:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: unblock personal key (${facts.tag})
${facts.link}${codeSms(facts.code)}${helpSms(facts)}${
  facts.code === null
    ? ''
    : `

${facts.code.bound}`
}`,
  }),
  proven: (facts) => ({
    subject: facts.forOffice ? 'Somebody asked to unblock your personal key: it goes on at an office' : 'Your personal key is about to be unblocked or changed',
    blocks: [
      { text: `Personal key of ${facts.person}. Case ${facts.number} (${facts.tag}).` },
      { text: `On ${facts.when} somebody confirmed, with the registered contact ${facts.through}, the request made from ${device[facts.device]}.` },
      { text: facts.forOffice ? 'This case does not end online: it goes on at an office.' : 'They can now unblock the key or make another.' },
      ...(facts.vetoLink === null ? [] : [{ text: 'If it was you, do nothing. If not, stop it now:' }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: somebody confirmed with ${facts.through} the unblocking of the personal key of ${facts.person} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  kept: (facts) => ({
    subject: 'Your personal key was unblocked',
    blocks: [
      { text: `Personal key of ${facts.person}. Case ${facts.number} (${facts.tag}).` },
      { text: `On ${facts.when} the key was unblocked. It is still the same one.` },
      ...(facts.vetoLink === null
        ? []
        : [{ text: `If it was not you, stop it before ${facts.vetoUntil}. The key will be void and the case will be settled at an office.` }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: the personal key of ${facts.person} was unblocked on ${facts.when} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  replaced: (facts) => ({
    subject: 'Your personal key has changed',
    blocks: [
      { text: `Personal key of ${facts.person}. Case ${facts.number} (${facts.tag}).` },
      { text: `On ${facts.when} a new personal key was made. The old one, if there was one, no longer works and its sessions were ended.` },
      ...(facts.vetoLink === null
        ? []
        : [{ text: `If it was not you, stop it before ${facts.vetoUntil}. The new key will be void and the case will be settled at an office.` }]),
      ...stop(facts.vetoLink),
    ],
    sms: `${facts.institution}: the personal key of ${facts.person} changed on ${facts.when} (${facts.tag}).${stopSms(facts.vetoLink)}${helpSms(facts)}`,
  }),
  disputed: (facts) => ({
    subject: 'The unblocking of the personal key was stopped',
    blocks: [
      { text: `Personal key of ${facts.person}. Case ${facts.number} (${facts.tag}).` },
      {
        text: `On ${facts.when} a registered contact said that they do not recognise this case. It is stopped. If the key had lately been unblocked or changed, it no longer works.`,
      },
      { text: `A key can now be had at an office only. Call ${facts.phone}.` },
    ],
    sms: `${facts.institution}: a contact stopped the unblocking of the personal key of ${facts.person} (${facts.tag}). To go on, visit an office.${helpSms(facts)}`,
  }),
  resolved: (facts) => ({
    subject: `A supervisor decided about the case ${facts.number}`,
    blocks: [
      { text: `Personal key of ${facts.person}. Case ${facts.number} (${facts.tag}).` },
      {
        text: facts.contactWasRight
          ? `On ${facts.when} a supervisor found that the contact who stopped the unblocking was right.`
          : facts.contactKept
            ? `On ${facts.when} a supervisor noted that the contact who stopped it said that it was a mistake. That contact stays as it was. If you stopped it and did not say so, call now: ${facts.phone}, ${facts.hours}.`
            : `On ${facts.when} a supervisor found that whoever asked for the unblocking was right. The contact who stopped it is no longer registered.`,
      },
      { text: facts.held ? `The key is still held: another one can be had at an office only. Call ${facts.phone}.` : 'The key can be unblocked online.' },
    ],
    sms: `${facts.institution}: a supervisor resolved the case ${facts.number} of the personal key of ${facts.person}. ${facts.held ? 'The key is still held: visit an office.' : 'The key can be unblocked online.'}${helpSms(facts)}`,
  }),
} satisfies typeof es
