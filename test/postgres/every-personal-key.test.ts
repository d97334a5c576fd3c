import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countInARow } from '../../src/limits/windows.ts'
import { holderLimit } from '../../src/sign-in/limits.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo } from '../harness.ts'
import { addPerson, type Person, personalKey } from '../security/persons.ts'
import { askedUnlock, signsInAsPerson } from '../security/unlock-steps.ts'

// The whole matrix for a personal key: status of the key × what stands against the person × state of the contacts × which contact proves →
// what the page offers, and what keeping does.

const day = 86_400_000
const option = '/personal/desbloquear/opcion'

/** `both`: keep or choose; `new`: only a new one, and the page says why; `office`: neither. */
type Outcome = 'both' | 'new' | 'office'

const offers = { active: 'both', blocked: 'both', 'strangers blocked': 'both', external: 'new', none: 'new' } as const
type Status = keyof typeof offers
const reasons = ['none', 'hold', 'dispute', 'closed'] as const
type Reason = (typeof reasons)[number]

/** Whether the first contact suffices, and whether the other one does; null: there is no other. */
const contacts = {
  'in order': { kinds: ['ordinary'], first: true, other: null },
  'cooling off': { kinds: ['cooling'], first: false, other: null },
  'cooling off, beside an older one': { kinds: ['cooling', 'ordinary'], first: false, other: true },
  doubtful: { kinds: ['doubtful'], first: false, other: null },
  'doubtful, beside one in order': { kinds: ['doubtful', 'ordinary'], first: false, other: true },
  'in order, beside one that cools off': { kinds: ['ordinary', 'cooling'], first: true, other: false },
} as const satisfies Record<string, { kinds: readonly ('ordinary' | 'cooling' | 'doubtful')[]; first: boolean; other: boolean | null }>
type Contacts = keyof typeof contacts

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

let made = 0
async function personIn(status: Status, contact: Contacts): Promise<{ person: Person; boxes: readonly string[] }> {
  const { db, institution } = harness.context
  made += 1
  const states = { ordinary: {}, cooling: { coolsUntil: new Date(harness.now().getTime() + day) }, doubtful: { bounced: true } }
  const boxes = contacts[contact].kinds.map((_kind, at) => `persona${made}-${at}@matriz.example`)
  const person = await addPerson(harness, {
    key: status === 'strangers blocked' ? 'active' : status,
    contacts: contacts[contact].kinds.map((kind, at) => ({ channel: 'email' as const, value: boxes[at] ?? '', ...states[kind] })),
  })
  if (status === 'strangers blocked') {
    const limit = holderLimit(harness.context, { kind: 'personal', nationalId: person.nationalId })
    await db.transaction().execute((tx) => countInARow(tx, limit, harness.now()))
    await db.updateTable('limit_window').set({ count: institution.policy.signInFailuresBeforeBlock }).where('key', '=', limit.key).execute()
  }
  return { person, boxes }
}

async function bringAbout(reason: Reason, { personId, nationalId }: Person) {
  const { db } = harness.context
  const held = { security_hold_since: harness.now(), security_hold_reason: 'key_frozen_by_veto' as const }
  if (reason === 'hold') await db.updateTable('person').set(held).where('id', '=', personId).execute()
  if (reason === 'closed') await db.updateTable('person').set({ status: 'closed' }).where('id', '=', personId).execute()
  if (reason !== 'dispute') return
  await askedUnlock(harness, { nationalId })
  await db.updateTable('unlock').set({ state: 'disputed' }).where('person_id', '=', personId).execute()
}

const cases = (Object.keys(offers) as Status[]).flatMap((status) => reasons.map((reason) => ({ status, reason })))

describe.each(cases)('a key that is $status, of a person with $reason against them', ({ status, reason }) => {
  it('is kept, made anew or left to an office as its contacts say', async () => {
    const seen: [string, Outcome, boolean][] = []
    const wanted: [string, Outcome, boolean][] = []
    for (const contact of Object.keys(contacts) as Contacts[]) {
      for (const by of ['first', 'other'] as const) {
        const suffices = contacts[contact][by]
        if (suffices === null) continue
        const { person, boxes } = await personIn(status, contact)
        await bringAbout(reason, person)
        const asking = await askedUnlock(harness, person)
        const visitor = by === 'first' ? asking : createVisitor(harness)
        if (by === 'first') await visitor.enterUnlockCode(codeTo(harness, boxes[0] ?? ''))
        else await visitor.post(linkTo(harness, boxes[1] ?? '', '/d/'), {})
        const { body } = await visitor.get(option)
        const outcome = body.includes('value="conservar"') ? 'both' : body.includes('value="nueva"') ? 'new' : 'office'
        await visitor.keepKey()
        seen.push([`${contact}, ${by}`, outcome, await signsInAsPerson(harness, person, personalKey)])
        const expected = suffices && reason === 'none' ? offers[status] : 'office'
        wanted.push([`${contact}, ${by}`, expected, status === 'active' || expected === 'both'])
      }
    }
    expect(seen).toEqual(wanted)
  })
})
