import { describe, expect, it } from 'vitest'
import { readSmtpFailure } from './smtp-answer.ts'

const answer = (command: string, response: string) => ({ code: 'EENVELOPE', command, response, responseCode: Number(response.slice(0, 3)) })

describe('a refusal of the recipient is remembered when it is about the address', () => {
  it.each([
    '550 5.1.1 no such user',
    '550 no such user here',
    '551 user not local',
    '553 5.1.3 bad address',
    '550 5.2.1 mailbox disabled',
    '556 5.1.10 null MX',
  ])('%s', (response) => {
    expect(readSmtpFailure(answer('RCPT TO', response))).toEqual({ outcome: 'refused', failure: `smtp_${response.slice(0, 3)}`, hardBounce: true })
  })
})

describe('everything else is tried again, and held against nobody', () => {
  it.each([
    ['RCPT TO', '450 4.2.1 try later'],
    ['RCPT TO', '421 4.3.0 closing'],
    ['RCPT TO', '550 5.7.1 client host blocked by a list'],
    ['RCPT TO', '554 5.7.1 relay access denied'],
    ['RCPT TO', '530 5.7.0 authentication required'],
    ['RCPT TO', '552 5.2.2 mailbox full'],
    ['RCPT TO', '503 bad sequence'],
    ['MAIL FROM', '550 5.1.8 sender rejected'],
    ['DATA', '550 5.7.1 looks like spam'],
    ['AUTH PLAIN', '535 5.7.8 wrong password'],
    ['CONN', '554 no service'],
  ])('%s answered %s', (command, response) => {
    expect(readSmtpFailure(answer(command, response))).toEqual({ outcome: 'deferred', failure: `smtp_${response.slice(0, 3)}` })
  })

  it('a failure without an answer is named by its code alone', () => {
    expect(readSmtpFailure(Object.assign(new Error('ana@example.ec'), { code: 'ETIMEDOUT' }))).toEqual({ outcome: 'deferred', failure: 'smtp_etimedout' })
    expect(readSmtpFailure(Object.assign(new Error('x'), { code: 'ana@example.ec' }))).toEqual({ outcome: 'deferred', failure: 'smtp_unknown' })
    expect(readSmtpFailure(null)).toEqual({ outcome: 'deferred', failure: 'smtp_unknown' })
  })
})
