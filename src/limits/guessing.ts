import type { Policy } from '../policy.ts'
import { codesPerSend } from '../proof/codes.ts'

// How likely it is that a year of attack on the whole registry guesses one code: for every comparison, live codes ÷ code space, summed.
// Everything an attacker can have at once is counted as had always, so the true sum lies below.

/** What the sum is taken over: 400,000 employers and ten times as many persons, with up to three contacts in a registry file. */
const registry = { holders: 4_400_000, contacts: 3 }
/**
 * What a case with an office adds. `addresses`: to which strangers have codes sent that they cannot read. `cases`: whose receipt somebody has who
 * is not the applicant, so that one more code is all they lack. `screens`: opened for each of those. `lookUps`: pairs of a case number and a
 * continuation code, as many as a server can be made to compare.
 */
const office = { addresses: 1_000_000, cases: 100_000, screens: 20, lookUps: 10 ** 13 }
/** Crockford's characters have five bits each: sixteen of them, and eight. */
const [continuationSpace, screenSpace] = [2 ** 80, 2 ** 40]
const year = 365 * 86_400_000
/** The highest sum that is accepted. */
export const guessingCeiling = 0.01

type Numbers = Pick<
  Policy,
  'codeDigits' | 'longCodeDigits' | 'wrongCodesBeforeLong' | 'wrongCodesMemory' | 'codeTries' | 'messagesPerHour' | 'messagesPerDayBeforeSlow'
>

export function guessingSum(policy: Numbers): number {
  // Each try to hand a message over makes a code more, and ends the one before the last.
  const codesPerMessage = registry.contacts * codesPerSend

  // While codes are short: so many wrong ones, and then every try of the codes that are out already.
  const seasons = Math.ceil(year / policy.wrongCodesMemory)
  const comparisons = policy.wrongCodesBeforeLong + policy.messagesPerHour * policy.codeTries
  const short = (seasons * comparisons * policy.messagesPerHour * codesPerMessage) / 10 ** policy.codeDigits

  // Once they are long: every try of every code of every message that a year allows.
  const messages = 365 * (policy.messagesPerDayBeforeSlow + 24)
  const long = (messages * codesPerMessage * policy.codeTries) / 10 ** policy.longCodeDigits
  return registry.holders * (short + long) + guessingAtOffices(policy)
}

/** Codes to a contact that a request or an account brings are counted as those of a holder are, by the address: one contact, one code at a time. */
function guessingAtOffices(policy: Numbers): number {
  const comparisons = policy.wrongCodesBeforeLong + policy.messagesPerHour * policy.codeTries
  const messages = 365 * (policy.messagesPerDayBeforeSlow + 24)
  const seasons = Math.ceil(year / policy.wrongCodesMemory)
  const perAddress = codesPerSend * ((seasons * comparisons) / 10 ** policy.codeDigits + (messages * policy.codeTries) / 10 ** policy.longCodeDigits)
  const screens = (office.cases * office.screens * policy.codeTries) / screenSpace
  // A number and its code are compared as one: a guess can meet one case alone.
  return (office.addresses + office.cases) * perAddress + screens + office.lookUps / continuationSpace
}
