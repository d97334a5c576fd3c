export type Device = 'phone' | 'tablet' | 'computer' | 'unknown'

/** The kind of device a browser says it is: enough for somebody to recognise their own request. */
export function deviceOf(userAgent: string | undefined): Device {
  if (!userAgent) return 'unknown'
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)) return 'tablet'
  if (/Mobile|iPhone/.test(userAgent)) return 'phone'
  return /Windows|Macintosh|Linux|CrOS|X11/.test(userAgent) ? 'computer' : 'unknown'
}
