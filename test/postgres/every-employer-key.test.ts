import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countInARow } from '../../src/limits/windows.ts'
import { sweep } from '../../src/operations/sweep.ts'
import { Secret } from '../../src/secret.ts'
import { holderLimit } from '../../src/sign-in/limits.ts'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, mailTo, type Visitor } from '../harness.ts'
import { addHolder, type Holder } from '../security/holders.ts'
import { type ContactKind, contactKinds, givePersonalKeyTo, personalKey, saveCode } from '../security/proofs.ts'
import { asked } from '../security/steps.ts'

// The whole matrix for an employer key: status of the key × why it is not the ordinary case × state of the contacts × what is given → what
// comes of it. One row for each reason and contact, one column for each journey; every row holds for every status named above it. The kinds
// of employer take turns: nothing may depend on them.

const day = 86_400_000
const paths = { key: '/empleador/recuperar/clave', saved: '/empleador/recuperar/codigo-guardado', personal: '/empleador/recuperar/clave-personal' }

/** `key`: the page of the new key. `more`, `wait`, `office`: its page instead. `none`: nothing came with which one could go on. */
type Outcome = 'key' | 'more' | 'wait' | 'office' | 'none'
const journeys = ['alone', 'other contact', 'saved before', 'saved since', 'personal key', 'after four days'] as const
type Journey = (typeof journeys)[number]

const contacts = {
  'in order': ['ordinary'],
  'cooling off': ['cooling'],
  'cooling off, beside an older one': ['cooling', 'ordinary'],
  doubtful: ['doubtful'],
  'doubtful, beside one in order': ['doubtful', 'ordinary'],
} as const satisfies Record<string, readonly ContactKind[]>
type Contacts = keyof typeof contacts

const living = ['external', 'active', 'blocked', 'strangers blocked'] as const
type Status = (typeof living)[number] | 'none'
const reasons = ['none', 'hardened', 'hold', 'dispute', 'closed', 'representative gone'] as const
type Reason = (typeof reasons)[number]

const table: Record<'none' | 'hardened', Record<Contacts, readonly [Outcome, Outcome, Outcome, Outcome, Outcome, Outcome]>> = {
  //                                    alone     other     before    since     personal  four days
  none: {
    'in order': ['key', 'none', 'key', 'key', 'key', 'none'],
    'cooling off': ['office', 'none', 'key', 'office', 'office', 'none'],
    'cooling off, beside an older one': ['more', 'key', 'key', 'more', 'more', 'none'],
    doubtful: ['wait', 'none', 'key', 'key', 'key', 'key'],
    'doubtful, beside one in order': ['wait', 'key', 'key', 'key', 'key', 'key'],
  },
  hardened: {
    'in order': ['more', 'none', 'key', 'key', 'key', 'none'],
    'cooling off': ['office', 'none', 'key', 'office', 'office', 'none'],
    'cooling off, beside an older one': ['more', 'more', 'key', 'more', 'more', 'none'],
    doubtful: ['more', 'none', 'key', 'key', 'key', 'none'],
    'doubtful, beside one in order': ['more', 'more', 'key', 'key', 'key', 'none'],
  },
}
const rows = (reason: 'none' | 'hardened') =>
  (Object.keys(contacts) as Contacts[]).flatMap((contact) =>
    journeys.map((journey, at) => ({ contact, journey, outcome: table[reason][contact][at] as Outcome })),
  )

const kinds = ['company', 'natural_person', 'public_body', 'domestic'] as const

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

let made = 0
async function holderIn(status: Status, contact: Contacts): Promise<{ holder: Holder; other: string }> {
  const { db, random, hasher, institution } = harness.context
  made += 1
  const box = (at: number) => `caso${made}-${at}@matriz.example`
  const key = status === 'active' ? 'none' : status === 'strangers blocked' ? 'external' : status
  const states = contactKinds(harness)
  const holder = await addHolder(harness, {
    key,
    contacts: contacts[contact].map((kind, at) => ({ channel: 'email' as const, value: box(at), ...states[kind] })),
  })
  await db
    .updateTable('employer')
    .set({ kind: kinds[made % kinds.length] ?? 'company' })
    .where('id', '=', holder.employerId)
    .execute()
  if (status === 'active') {
    const { hash, pepperVersion } = await hasher.hash(new Secret('la clave de siempre de la empresa'), holder.branchId)
    const credential = { id: random.uuid(), kind: 'employer' as const, branch_id: holder.branchId, generation: 1, set_at: harness.now() }
    await db
      .insertInto('credential')
      .values({ ...credential, status: 'active', hash, pepper_version: pepperVersion })
      .execute()
  }
  if (status === 'strangers blocked') {
    const limit = holderLimit(harness.context, { kind: 'employer', taxId: holder.taxId, branchCode: holder.branchCode })
    await db.transaction().execute((tx) => countInARow(tx, limit, harness.now()))
    await db.updateTable('limit_window').set({ count: institution.policy.signInFailuresBeforeBlock }).where('key', '=', limit.key).execute()
  }
  return { holder, other: box(1) }
}

/** Makes the reason true after the messages were sent, so that it comes to light at the proof. */
async function bringAbout(reason: Reason, { branchId, employerId }: Holder) {
  const { db } = harness.context
  const at = harness.now()
  if (reason === 'hardened') await db.updateTable('branch').set({ hardened_since: at }).where('id', '=', branchId).execute()
  if (reason === 'hold')
    await db.updateTable('branch').set({ security_hold_since: at, security_hold_reason: 'key_frozen_by_veto' }).where('id', '=', branchId).execute()
  if (reason === 'closed') await db.updateTable('employer').set({ status: 'closed' }).where('id', '=', employerId).execute()
  if (reason === 'representative gone') await db.updateTable('representation').set({ valid_to: '2020-02-01' }).where('employer_id', '=', employerId).execute()
}

async function disputeBefore(holder: Holder) {
  await asked(harness, holder)
  await harness.context.db.updateTable('recovery').set({ state: 'disputed' }).where('branch_id', '=', holder.branchId).execute()
}

async function outcomeOf(visitor: Visitor): Promise<Outcome> {
  const { body, headers } = await visitor.get(paths.key)
  if (headers.location !== undefined) return 'none'
  const titles = { key: 'Cree la clave nueva', more: 'Falta otra prueba', wait: 'Hay que esperar', office: 'Este caso sigue en una oficina' } as const
  return (Object.keys(titles) as (keyof typeof titles)[]).find((name) => body.includes(`<h1>${titles[name]}`)) ?? 'none'
}

/** What a journey gives after the proof of the first contact, and what comes of it. */
async function walk(visitor: Visitor, { holder, other }: { holder: Holder; other: string }, journey: Journey, code: string): Promise<Outcome> {
  switch (journey) {
    case 'alone':
      break
    case 'other contact':
      if (mailTo(harness, other).length === 0) return 'none'
      await visitor.post(linkTo(harness, other, '/r/'), {})
      break
    case 'saved before':
    case 'saved since':
      await visitor.post(paths.saved, { codigo: code })
      break
    case 'personal key':
      await visitor.post(paths.personal, { clave: personalKey })
      break
    case 'after four days': {
      harness.advance(4 * day)
      await sweep(harness.context)
      await harness.settled()
      if (!mailTo(harness, holder.email)[0]?.message.subject.startsWith('Terminó la espera')) return 'none'
      const later = createVisitor(harness)
      await later.post(linkTo(harness, holder.email, '/r/'), {})
      return outcomeOf(later)
    }
  }
  return outcomeOf(visitor)
}

async function prepare(journey: Journey, holder: Holder): Promise<string> {
  if (journey === 'personal key') await givePersonalKeyTo(harness, holder.nationalId)
  if (journey === 'saved before' || journey === 'saved since') return saveCode(harness, holder, journey === 'saved before' ? 30 : 1)
  return ''
}

const longEnough = 120_000

describe.each(living)('a key that is %s', (status) => {
  it.each(['none', 'hardened'] as const)(
    'and why more is needed: %s',
    async (reason) => {
      const found: { contact: Contacts; journey: Journey; outcome: Outcome }[] = []
      for (const { contact, journey } of rows(reason)) {
        const of = await holderIn(status, contact)
        const code = await prepare(journey, of.holder)
        const visitor = await asked(harness, of.holder)
        await bringAbout(reason, of.holder)
        await visitor.enterCode(codeTo(harness, of.holder.email))
        await harness.settled()
        found.push({ contact, journey, outcome: await walk(visitor, of, journey, code) })
      }
      expect(found).toEqual(rows(reason))
    },
    longEnough,
  )
})

describe.each([...living, 'none'] as const)('a key that is %s and for the office', (status) => {
  const officeReasons = status === 'none' ? reasons : reasons.filter((reason) => reason !== 'none' && reason !== 'hardened')
  it.each(officeReasons)(
    'goes on there whatever is given: %s',
    async (reason) => {
      for (const contact of Object.keys(contacts) as Contacts[]) {
        const of = await holderIn(status, contact)
        if (reason === 'dispute') await disputeBefore(of.holder)
        const code = await saveCode(harness, of.holder)
        await givePersonalKeyTo(harness, of.holder.nationalId)
        const visitor = await asked(harness, of.holder)
        await bringAbout(reason, of.holder)
        await visitor.enterCode(codeTo(harness, of.holder.email))
        await harness.settled()
        const found: Outcome[] = []
        for (const journey of ['alone', 'saved before', 'personal key', 'other contact'] as const) found.push(await walk(visitor, of, journey, code))
        expect({ contact, found }).toEqual({ contact, found: ['office', 'office', 'office', contact.includes('beside') ? 'office' : 'none'] })
        await visitor.setKey('una clave que nadie deja poner')
        const keys = await harness.context.db.selectFrom('credential').select('generation').where('branch_id', '=', of.holder.branchId).execute()
        expect(keys).toHaveLength(status === 'none' ? 0 : 1)
      }
    },
    longEnough,
  )
})
