import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, createVisitor, type Harness, linkTo, mailTo } from '../harness.ts'
import { filedOfPerson } from './activation-steps.ts'
import { addHolder } from './holders.ts'
import { proposed, verified } from './office-steps.ts'
import { addPerson } from './persons.ts'
import { filed } from './requests.ts'
import { addStaff } from './staff.ts'
import { asked, proven } from './steps.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const words = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const stopPage = async (address: string) => words((await createVisitor(harness).get(linkTo(harness, address, '/v/'))).body)
const firstNotice = (address: string) => mailTo(harness, address).find(({ message }) => message.subject.includes('presentó la solicitud'))?.message

async function namedHolder(name: string) {
  const holder = await addHolder(harness)
  await harness.context.db.updateTable('employer').set({ legal_name: name }).where('id', '=', holder.employerId).execute()
  return holder
}

describe('a contact that serves several employers', () => {
  it('reads in the first notice, and on the page of its link, which one somebody asked a key for', async () => {
    const holder = await namedHolder('Panes Ficticios')
    await filed(harness, holder)
    expect(JSON.stringify(firstNotice(holder.email)?.blocks)).toContain(`Empleador: Panes Ficticios, sucursal ${holder.branchCode}.`)
    expect(firstNotice(holder.email)?.sms).toContain('(Panes Ficticios)')
    expect(await stopPage(holder.email)).toContain(`Empleador: Panes Ficticios, sucursal ${holder.branchCode}.`)
  })

  it('has the number and what comes next, and no name, on the page that anybody could open afterwards', async () => {
    const holder = await namedHolder('Quesos Ficticios')
    const { number } = await proposed(harness, holder)
    const visitor = createVisitor(harness)
    const location = String((await visitor.post(linkTo(harness, holder.email, '/v/'), {})).headers.location)
    const done = await visitor.get(location)
    expect(words(done.body)).toContain(`Trámite ${number}. Guarde`)
    expect(words(done.body)).toContain('En 1 día hábil como máximo, un supervisor que no participó decide')
    expect(done.body).not.toContain('Quesos Ficticios')
    const frozen = await visitor.get(`/v/hecho/frozen?tramite=${number}&de=replacement`)
    expect(frozen.body).toContain('href="/empleador/solicitud?motivo=hold_or_dispute"')
    for (const forged of ['Llame+al+099', 'S-AAAA-AAAA%20099', '%3Cb%3E'])
      expect((await visitor.get(`/v/hecho/disputed?tramite=${forged}&de=replacement`)).body).not.toMatch(/099|Guarde este/)
  })
})

describe('whoever holds a mailbox', () => {
  it('learns from a link of a recovery that nobody proved no name that the message did not have', async () => {
    const holder = await namedHolder('Frutas Ficticias')
    await asked(harness, holder)
    expect(JSON.stringify(mailTo(harness, holder.email))).not.toContain('Frutas')
    expect(await stopPage(holder.email)).not.toContain('Frutas')
    await proven(harness, holder)
    expect(JSON.stringify(mailTo(harness, holder.email))).toContain('Frutas')
    expect(await stopPage(holder.email)).toContain('Frutas')
  })

  it('reads no person’s name because somebody filed a request for their cédula', async () => {
    const person = await addPerson(harness)
    const request = await filedOfPerson(harness, person)
    await harness.settled()
    expect(JSON.stringify(firstNotice(person.email))).not.toContain('Persona Inventada')
    expect(await stopPage(person.email)).not.toContain('Persona Inventada')
    await verified(harness, request, await addStaff(harness, ['agent']))
    await harness.settled()
    expect(JSON.stringify(mailTo(harness, person.email)[0]?.message)).toContain('Persona Inventada')
    expect(await stopPage(person.email)).toContain('Persona: Persona Inventada.')
  })
})
