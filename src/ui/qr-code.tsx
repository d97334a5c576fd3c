import { create } from 'qrcode'

/** The dark squares of a QR code, as a path on a square of `size` units, the quiet zone of four units included. */
export function qrPath(text: string): { size: number; path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const dark = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) === 0 ? '' : `M${column + quiet} ${row + quiet}h1v1h-1z`)).join(''),
  )
  return { size: modules.size + 2 * quiet, path: dark.join('') }
}

/** A QR code drawn in the page: no picture has to be fetched. `label` says what is in it to whoever does not see it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = qrPath(text)
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} width="132" height="132" shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
