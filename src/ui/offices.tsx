import type { View } from '../http/view.ts'

/** The institution's offices, with address and hours. */
export function Offices({ view }: { view: View }) {
  return (
    <>
      {view.institution.offices.map((office) => (
        <p key={office.name}>
          <strong>{office.name}</strong>
          <br />
          {office.address}, {office.canton}
          <br />
          {office.hours[view.language]}
        </p>
      ))}
    </>
  )
}
