import type { View } from '../http/view.ts'

/** The institution's telephone and hours, in a sentence's place. */
export function SupportLine({ view }: { view: View }) {
  const { support } = view.institution
  return (
    <p class="support-line">
      <a href={`tel:${support.phone.replace(/[^\d+]/g, '')}`}>{support.phone}</a>, {support.hours[view.language]}
    </p>
  )
}
