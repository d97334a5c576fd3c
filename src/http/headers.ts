import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import { cookieName, cookieOptions } from './cookies.ts'

/** Helmet's options: nothing from elsewhere, nothing inline, nothing in a frame, no referrer. */
export function securityHeaders(origin: string) {
  const https = origin.startsWith('https:')
  return {
    global: true,
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' as const },
    strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    xFrameOptions: { action: 'deny' as const },
  }
}

const permissions = ['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'microphone', 'midi', 'payment', 'usb']
  .map((name) => `${name}=()`)
  .join(', ')

/** Keeps the language that `?lang=` asked for, and sets the header that helmet leaves out. */
export function rememberLanguage(http: FastifyInstance, context: Context) {
  http.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissions)
    const asked = (request.query as Record<string, unknown>).lang
    const language = context.institution.languages.find((each) => each === asked)
    if (language) reply.setCookie(cookieName('language', context.origin), language, { ...cookieOptions(context.origin), maxAge: 31_536_000 })
  })
}
