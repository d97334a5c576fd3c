import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../harness.ts'
import { approved } from './activation-steps.ts'
import { addHolder } from './holders.ts'
import { caseOf } from './office-steps.ts'
import { addStaff, givePasskey, type Staff, signedInAgain } from './staff.ts'

// What takes a second or a third person, or stops the work of others, tried by one who sits down where a colleague is signed in: the session
// and the form are there, the colleague's passkey is not. Approving has a file of its own.

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

type Sent = Record<string, string>
/** An act of whoever left the desk, ready to be sent, and another of the same kind; `isDone`: whether it was. */
type Act = { absent: Staff; path: string; fields: Sent; page(): Promise<{ body: string }>; other: { path: string; fields: Sent }; isDone(): Promise<boolean> }

async function screen(): Promise<Act> {
  const absent = await addStaff(harness, ['supervisor'])
  const waiting = async () => {
    const { number } = await approved(harness, await addHolder(harness), { email: null })
    const { version, typed } = await caseOf(harness, number)
    return { number, path: `/oficina/tramites/${number}/pantalla`, fields: { version: String(version), documento: typed.nationalId } }
  }
  const [one, other] = [await waiting(), await waiting()]
  await signedInAgain(harness, absent)
  const isDone = async () => (await caseOf(harness, one.number)).screen_hash !== null
  return { absent, path: one.path, fields: one.fields, page: () => absent.browser.get(one.path), other, isDone }
}

const acts: [string, string, () => Promise<Act>][] = [['opens an applicant’s screen', 'open_screen', screen]]

/** The form of a page that is sent with a passkey's answer and has these fields, as that alone. */
const asking = ({ body }: { body: string }, fields: Sent) => ({
  body:
    body
      .split('<form')
      .find(
        (form) =>
          form.includes('data-options') &&
          Object.entries(fields).every(([name, value]) => !form.includes(`type="hidden" name="${name}"`) || form.includes(`name="${name}" value="${value}"`)),
      ) ?? '',
})

describe.each(acts)('whoever %s', (_what, act, prepare) => {
  it('is who shows a passkey for just that, once; not who sits down at the desk', async () => {
    const { absent, path, fields, page, other, isDone } = await prepare()
    const sends = (passkey?: string) => absent.browser.post(path, { ...fields, ...(passkey === undefined ? {} : { passkey }) })
    const form = async () => asking(await page(), fields)
    const lost = await givePasskey(harness, absent.id)
    await harness.context.db.updateTable('staff_passkey').set({ removed_at: harness.now() }).where('id', '=', lost.id).execute()
    const thief = await addStaff(harness, absent.roles)
    const answers: [string, () => Promise<string | undefined>][] = [
      ['none', async () => undefined],
      ['an empty one', async () => ''],
      ['no answer of a passkey at all', async () => '{"id":"x"}'],
      ['the passkey of whoever sits there', async () => thief.shows(await form())],
      ['a passkey that was removed', async () => lost.answer((await form()).body)],
      ['what was once answered to sign in', async () => absent.shows(await absent.browser.get('/oficina/ingresar'))],
      ['what was answered to add a passkey', async () => absent.shows(await absent.browser.get('/oficina/llaves'))],
      ['what was answered for another of the kind', async () => absent.showsFor(other.path, other.fields)],
    ]
    for (const [what, answer] of answers) {
      const refused = await sends(await answer())
      expect(refused.statusCode, what).toBe(422)
      expect(refused.body, what).toContain('field-error')
      expect(await isDone(), what).toBe(false)
    }
    const recorded = () =>
      harness.context.db.selectFrom('audit_event').select('details').where('type', '=', 'staff.passkey_shown').where('subject', '=', absent.id).execute()
    expect(await recorded()).toEqual([])
    const answer = await absent.shows(await form())
    expect([200, 303]).toContain((await sends(answer)).statusCode)
    expect(await isDone()).toBe(true)
    expect(await recorded()).toEqual([{ details: { act } }])
    // Sent once more, or with a form made from what is there now, it is used up.
    await sends(answer)
    expect(await recorded()).toHaveLength(1)
  })
})
