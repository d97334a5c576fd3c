import type { View } from '../http/view.ts'
import type { Language } from '../institution.ts'
import { sayDuration } from '../ui/format.ts'
import type { HowLong, HowLongAtOffice } from './how-long.ts'

const es = {
  measured: (median: string, most: string, over: string) =>
    median === most
      ? `Nueve de cada diez personas terminan en ${most} o menos (últimos ${over}).`
      : `La mitad de las personas termina en ${median} o menos, y nueve de cada diez en ${most} (últimos ${over}).`,
  estimated: (from: string, to: string) =>
    `${from === to ? `Alrededor de ${to}` : `Entre ${from} y ${to}`}, según lo que tarde en llegar el mensaje. Es una estimación.`,
  office: (from: number, to: number) =>
    `${from === to ? `Alrededor de ${to === 1 ? '1 día hábil' : `${to} días hábiles`}` : `Entre ${from} y ${to} días hábiles`}, después de ir a la oficina. Es una estimación.`,
  officeMeasured: (median: string, most: string, over: string) =>
    median === most
      ? `Después de ir a la oficina, nueve de cada diez personas terminan en ${most} o menos (últimos ${over}).`
      : `Después de ir a la oficina, la mitad de las personas termina en ${median} o menos, y nueve de cada diez en ${most} (últimos ${over}).`,
  officeWaits: (atLeast: string, days: number) =>
    `Si antes había otro contacto registrado, le avisamos y, después de aprobar, esperamos al menos ${atLeast} y hasta el final ${days === 1 ? 'del siguiente día hábil' : `de ${days} días hábiles`}, por si se opone.`,
}

const en = {
  measured: (median, most, over) =>
    median === most
      ? `Nine in ten people finish in ${most} or less (last ${over}).`
      : `Half of all people finish in ${median} or less, and nine in ten in ${most} (last ${over}).`,
  estimated: (from, to) => `${from === to ? `About ${to}` : `Between ${from} and ${to}`}, depending on when the message arrives. This is an estimate.`,
  office: (from, to) =>
    `${from === to ? `About ${to === 1 ? '1 working day' : `${to} working days`}` : `Between ${from} and ${to} working days`} after going to the office. This is an estimate.`,
  officeMeasured: (median, most, over) =>
    median === most
      ? `After going to the office, nine in ten people finish in ${most} or less (last ${over}).`
      : `After going to the office, half of all people finish in ${median} or less, and nine in ten in ${most} (last ${over}).`,
  officeWaits: (atLeast, days) =>
    `If there was another registered contact before, we tell it and, after the approval, wait at least ${atLeast} and to the end of ${days === 1 ? 'the next working day' : `${days} working days`}, in case it objects.`,
} satisfies typeof es

const texts = { es, en } satisfies Record<Language, typeof es>

/** How long an online journey takes: measured, or the estimate of the policy and marked as one. */
export function Takes({ view, takes }: { view: View; takes: HowLong }) {
  const { language, institution } = view
  const say = (milliseconds: number) => sayDuration(milliseconds, language)
  const { measured, estimated } = texts[language]
  return (
    <p>
      {takes.measured
        ? measured(say(takes.median), say(takes.nineInTen), say(institution.policy.timesMeasuredOver))
        : estimated(say(takes.atLeast), say(takes.atMost))}
    </p>
  )
}

/** How long a case with an office takes, after going there, and how long it waits where somebody could object. */
export function OfficeTakes({ view, takes }: { view: View; takes: HowLongAtOffice }) {
  const { office, officeMeasured, officeWaits } = texts[view.language]
  const { policy } = view.institution
  const say = (milliseconds: number) => sayDuration(milliseconds, view.language)
  return (
    <>
      <p>{takes.measured ? officeMeasured(say(takes.median), say(takes.nineInTen), say(policy.timesMeasuredOver)) : office(takes.fromDays, takes.toDays)}</p>
      <p>{officeWaits(say(policy.waitAtLeast), policy.waitWorkingDays)}</p>
    </>
  )
}
