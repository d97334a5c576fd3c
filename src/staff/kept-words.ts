import type { View } from '../http/view.ts'
import { sayReason } from '../replacement/asked.ts'
import { approvalTexts } from '../replacement/console/approval/texts.ts'
import { disputeTexts } from '../replacement/console/disputes/texts.ts'
import { screenTexts } from '../replacement/console/review/screen-texts.ts'
import { consoleTexts } from '../replacement/console/texts.ts'
import type { KeptWork } from './kept-work.ts'
import { peopleTexts } from './people/texts.ts'
import { staffTexts } from './texts.ts'

// Work that came too late, in the words of the pages on which it was typed. It is sent as it was; here it is only read.

type Said = { label: string; value: string }
type Words = Readonly<Record<string, string>>

/** What a form sends, by the name of its field. What has no words says nothing to a person: it is left out. */
export function sayKeptWork(view: View, { fields }: KeptWork): Said[] {
  const say = sayField(view)
  return fields.flatMap(([name, value]) => (value.trim() === '' ? [] : (say(name, value.trim()) ?? [])))
}

function sayField({ language, institution }: View): (name: string, value: string) => Said | null {
  const { identity, review, propose, access, head, stage } = consoleTexts[language]
  const { case: approval, decide } = approvalTexts[language]
  const disputes = disputeTexts[language]
  const { fields: person, one, removal } = peopleTexts[language]
  const words = (label: string, of: Words) => (code: string) => (Object.hasOwn(of, code) ? { label, value: of[code] ?? code } : null)
  const plain = (label: string) => (value: string) => ({ label, value })
  const titleOf = (id: string) => institution.requirements.find((each) => each.id === id)?.title[language] ?? null
  const office = (id: string) => {
    const found = institution.offices.find((each) => each.id === id)
    return found ? { label: head.office, value: found.name } : null
  }
  const byName: Readonly<Record<string, (value: string) => Said | null>> = {
    nota: plain(review.note),
    nombre: plain(person.name),
    correo: plain(person.email),
    cedula: plain(review.nationalId),
    ruc: plain(review.ruc),
    sucursal: plain(review.branch),
    numero: plain(head.kind),
    // A kind where somebody is identified; a number where a screen is opened.
    documento: (value) => words(identity.kind, identity.kinds)(value) ?? plain(screenTexts[language].document)(value),
    oficina: office,
    funcion: words(person.roles, staffTexts[language].roles),
    hacer: words(review.whatNow, {
      tomar: stage.take.in_review,
      llego: stage.arrived,
      pedir: review.askMore,
      aprobar: review.proposeApprove,
      rechazar: review.proposeReject,
      devolver: stage.putBack.in_review,
      volvio: stage.answer,
    }),
    accion: words(review.whatNow, {
      confirmar: one.confirm,
      aceptar: one.confirm,
      retirar: one.withdraw,
      enlace: one.lostButton,
      datos: one.changeButton,
      quitar: removal.button,
      revisar: removal.buttonVoid,
    }),
    revisar: words(review.whatNow, { si: removal.voidsWork }),
    motivo: words(propose.why, { ...decide.reasons, ...propose.reasons, ...access.reasons, ...disputes.holdReasons }),
    resultado(value) {
      const title = titleOf(value.replace(/^[a-z_]*\./, ''))
      return title === null ? null : { label: title, value: value.startsWith('met.') ? review.met : review.notMet }
    },
    respuesta(value) {
      const [outcome = '', reason = ''] = value.split('.')
      const said = words(disputes.check.answer, disputes.outcomes)(outcome)
      return said && { ...said, value: `${said.value}. ${disputes.sayReason(reason)}` }
    },
    decision: words(disputes.check.answer, {
      ...approval.proposals,
      aprobar: approval.proposals.approve,
      devolver: decide.return,
      dejar: decide.putBack,
    }),
  }
  return (name, value) => {
    if (name.startsWith('referencia-')) {
      const title = titleOf(name.slice('referencia-'.length))
      return title === null ? null : { label: `${title}: ${review.reference.toLowerCase()}`, value }
    }
    if (name.startsWith('falta-')) {
      const requirement = name.slice('falta-'.length)
      const said = sayReason({ requirements: institution.requirements, language }, { requirement, reason: value })
      return said === null ? null : { label: titleOf(requirement) ?? review.reason, value: said }
    }
    return Object.hasOwn(byName, name) ? (byName[name]?.(value) ?? null) : null
  }
}
