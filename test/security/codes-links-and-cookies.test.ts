import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeTo, createHarness, createVisitor, type Harness, linkTo, type Visitor } from '../harness.ts'
import { addHolder, type Holder } from './holders.ts'
import { asked, byLink, newKey, proven, recovered, signsIn } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const readRows = async () =>
  JSON.stringify(
    await Promise.all(
      (['recovery', 'recovery_link', 'veto_token', 'veto', 'notice', 'credential'] as const).map((table) =>
        harness.context.db.selectFrom(table).selectAll().execute(),
      ),
    ),
  )
const generations = (holder: Holder) =>
  harness.context.db.selectFrom('credential').select(['generation', 'status']).where('branch_id', '=', holder.branchId).orderBy('generation').execute()
const copyOf = (visitor: Visitor) => {
  const copy = createVisitor(harness)
  for (const [name, value] of visitor.cookies) copy.cookies.set(name, value)
  return copy
}

describe('a code', () => {
  it('is used once', async () => {
    const holder = await addHolder(harness)
    const owner = await asked(harness, holder)
    const thief = copyOf(owner)
    const code = codeTo(harness, holder.email)
    await owner.enterCode(code)
    expect((await thief.enterCode(code)).statusCode).toBe(422)
    expect((await owner.setKey(newKey)).statusCode).toBe(303)
    expect((await thief.enterCode(code)).statusCode).toBe(422)
  })

  it('of one case opens no other case, of the same holder or of another', async () => {
    const [holder, own] = [await addHolder(harness), await addHolder(harness)]
    await asked(harness, holder)
    const code = codeTo(harness, holder.email)
    const sameHolder = createVisitor(harness)
    await sameHolder.start(holder)
    expect((await sameHolder.enterCode(code)).statusCode).toBe(422)
    expect((await (await asked(harness, own)).enterCode(code)).statusCode).toBe(422)
  })

  it('is worth nothing in a browser without the case', async () => {
    const holder = await addHolder(harness)
    await asked(harness, holder)
    const stranger = createVisitor(harness)
    expect((await stranger.enterCode(codeTo(harness, holder.email))).headers.location).toBe('/empleador/recuperar')
    stranger.cookies.set('recovery', 'A'.repeat(43))
    expect((await stranger.enterCode(codeTo(harness, holder.email))).headers.location).toBe('/empleador/recuperar')
  })

  it('is taken with spaces, hyphens and full-width digits, and as nothing else', async () => {
    const holder = await addHolder(harness)
    const owner = await asked(harness, holder)
    const code = codeTo(harness, holder.email).replaceAll(' ', '')
    for (const odd of [
      `${code}0`,
      code.slice(1),
      `${code}\u0000`,
      `+${code}`,
      `0x${code}`,
      `${code}e0`,
      [...code].map((digit) => String.fromCodePoint(0x0660 + Number(digit))).join(''),
    ]) {
      expect((await owner.enterCode(odd)).statusCode, JSON.stringify(odd)).toBe(422)
    }
    const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('')
    expect((await owner.enterCode(`${wide.slice(0, 4)} - ${wide.slice(4)}`)).statusCode).toBe(303)
  })
})

describe('a link', () => {
  it('that a mail scanner opens, however often and by whatever method, changes nothing', async () => {
    const holder = await addHolder(harness)
    await proven(harness, holder)
    const paths = [linkTo(harness, holder.email, '/r/'), linkTo(harness, holder.email, '/v/')]
    const before = await readRows()
    for (const path of paths) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'] as const) await harness.http.inject({ method, url: path })
      expect((await harness.http.inject({ method: 'GET', url: path })).statusCode).toBe(200)
      expect((await harness.http.inject({ method: 'POST', url: path })).statusCode).toBe(403)
    }
    expect(await readRows()).toBe(before)
  })

  it('moves the case, and whoever had it loses it', async () => {
    const holder = await addHolder(harness)
    const first = await proven(harness, holder)
    const second = await byLink(harness, holder)
    expect((await first.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
    expect((await first.get('/empleador/recuperar/clave')).headers.location).toBe('/empleador/recuperar')
    expect(await generations(holder)).toHaveLength(1)
    expect((await second.setKey(newKey)).headers.location).toBe('/empleador/recuperar/listo')
  })

  it('in two browsers makes one key, also when both set it at once', async () => {
    const holder = await addHolder(harness)
    await asked(harness, holder)
    const [one, two] = [await byLink(harness, holder), await byLink(harness, holder)]
    const copy = copyOf(two)
    await Promise.all([one.setKey('la clave del primer navegador'), two.setKey('la clave del otro navegador'), copy.setKey('la clave de una pestaña más')])
    expect(await generations(holder)).toEqual([
      { generation: 1, status: 'replaced' },
      { generation: 2, status: 'active' },
    ])
    expect(await signsIn(harness, holder, 'la clave del primer navegador')).toBe(false)
  })

  it('is spent by the key, not by being opened', async () => {
    const holder = await addHolder(harness)
    await asked(harness, holder)
    const path = linkTo(harness, holder.email, '/r/')
    await byLink(harness, holder)
    const last = await byLink(harness, holder)
    expect((await last.setKey('corta')).statusCode).toBe(422)
    expect((await last.setKey(newKey)).statusCode).toBe(303)
    const late = createVisitor(harness)
    expect((await late.get(path)).statusCode).toBe(410)
    expect((await late.post(path, {})).statusCode).toBe(410)
    expect(late.cookies.has('recovery')).toBe(false)
  })

  it('of one kind does nothing as another, or as a cookie', async () => {
    const holder = await addHolder(harness)
    await asked(harness, holder)
    const [recover, veto] = [linkTo(harness, holder.email, '/r/').slice(3), linkTo(harness, holder.email, '/v/').slice(3)]
    const thief = createVisitor(harness)
    expect((await thief.post(`/r/${veto}`, {})).statusCode).toBe(410)
    expect((await thief.post(`/v/${recover}`, {})).statusCode).toBe(410)
    thief.cookies.set('recovery', recover)
    thief.cookies.set('employer', recover)
    expect((await thief.get('/empleador/recuperar/clave')).headers.location).toBe('/empleador/recuperar')
    expect((await thief.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
  })
})

describe('a cookie', () => {
  it('that was planted before the proof is worth nothing after it', async () => {
    const holder = await addHolder(harness)
    const attacker = await asked(harness, holder)
    const planted = attacker.cookies.get('recovery')
    const victim = copyOf(attacker)
    await victim.enterCode(codeTo(harness, holder.email))
    expect(victim.cookies.get('recovery')).not.toBe(planted)
    expect((await attacker.get('/empleador/recuperar/clave')).headers.location).toBe('/empleador/recuperar/codigo')
    expect((await attacker.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
    expect(await generations(holder)).toHaveLength(1)

    const reader = copyOf(attacker)
    await reader.post(linkTo(harness, holder.email, '/r/'), {})
    expect(reader.cookies.get('recovery')).not.toBe(planted)
  })

  it('of a recovery is no session: nothing signs in but the key', async () => {
    const holder = await addHolder(harness)
    const owner = await recovered(harness, holder)
    expect(owner.cookies.has('employer')).toBe(false)
    owner.cookies.set('employer', owner.cookies.get('recovery') ?? '')
    expect((await owner.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
    expect(await harness.context.db.selectFrom('employer_session').selectAll().execute()).toEqual([])
  })

  it('of another case proves nothing here', async () => {
    const [mine, theirs] = [await addHolder(harness), await addHolder(harness)]
    const me = await proven(harness, mine)
    const them = await asked(harness, theirs)
    them.cookies.set('recovery', me.cookies.get('recovery') ?? '')
    expect((await them.get('/empleador/recuperar/clave')).body).toContain(mine.name)
    expect((await them.setKey(newKey)).statusCode).toBe(303)
    expect(await generations(theirs)).toHaveLength(1)
  })

  it('of a phantom never reaches the page of the key', async () => {
    const phantom = createVisitor(harness)
    await phantom.start()
    for (const path of ['/empleador/recuperar/clave', '/empleador/recuperar/listo'])
      expect((await phantom.get(path)).headers.location).toBe('/empleador/recuperar/codigo')
    expect((await phantom.setKey(newKey)).headers.location).toBe('/empleador/recuperar/clave')
  })
})

describe('a new key', () => {
  it('ends every session and every other case of the holder before the answer returns', async () => {
    const holder = await addHolder(harness)
    await recovered(harness, holder)
    const signedIn = createVisitor(harness)
    await signedIn.signIn(holder, newKey)
    expect((await signedIn.get('/empleador/cuenta')).statusCode).toBe(200)
    const other = await proven(harness, holder)
    const owner = await proven(harness, holder)
    expect((await owner.setKey('una segunda frase muy distinta')).statusCode).toBe(303)
    expect(await harness.context.db.selectFrom('employer_session').selectAll().execute()).toEqual([])
    expect((await signedIn.get('/empleador/cuenta')).headers.location).toBe('/empleador/ingresar')
    expect((await other.setKey('la frase de quien llega tarde')).headers.location).toBe('/empleador/recuperar/clave')
    expect(await signsIn(harness, holder, newKey)).toBe(false)
    expect(await signsIn(harness, holder, 'una segunda frase muy distinta')).toBe(true)
  })

  it('that is refused costs nothing: no hash, no generation, and the proof stays good', async () => {
    const holder = await addHolder(harness)
    const owner = await proven(harness, holder)
    const hashed = harness.context.hasher.calls()
    for (const key of ['corta', 'x'.repeat(129), holder.taxId + holder.name, 'aaaaaaaaaaaaaaaaaaa', 'con un NUL\u0000 en medio de todo']) {
      expect((await owner.setKey(key)).statusCode, key).toBe(422)
    }
    expect(harness.context.hasher.calls()).toBe(hashed)
    expect(await generations(holder)).toHaveLength(1)
    expect((await owner.setKey(newKey)).statusCode).toBe(303)
  })
})

it('a stranger who spends every try and every message does not stop the holder from finishing by link', async () => {
  const holder = await addHolder(harness)
  for (let start = 0; start < 6; start += 1) {
    const stranger = createVisitor(harness)
    await stranger.start(holder)
    for (let time = 0; time < 6; time += 1) await stranger.enterCode(String(100_000_000_000 + time))
  }
  await harness.settled()
  harness.advance(55 * 60_000)
  const owner = createVisitor(harness)
  await owner.start(holder)
  await harness.settled()
  expect((await byLink(harness, holder).then((browser) => browser.setKey(newKey))).headers.location).toBe('/empleador/recuperar/listo')
  expect(await signsIn(harness, holder, newKey)).toBe(true)
})
