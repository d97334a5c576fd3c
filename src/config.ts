import { accessSync, constants, readFileSync } from 'node:fs'
import { isIPv4, isIPv6 } from 'node:net'
import { userInfo } from 'node:os'
import { z } from 'zod'
import { type Institution, InstitutionSchema } from './institution.ts'
import { isLoopback } from './loopback.ts'
import { readMailbox } from './notifications/mailbox.ts'
import { Secret } from './secret.ts'

// Environment and institution file → one typed Config. Nothing else reads process.env.

/** What is wrong with the set-up, one line each, without any secret value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value))
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  })

/** An address, or a network with its prefix length. A network of everything would let anybody say where they come from. */
function isNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/')
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0
  return most > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= most))
}

const listen = z
  .string()
  .regex(/^(.+):(\d{1,5})$/, 'must be HOST:PORT, such as 127.0.0.1:8080')
  .transform((text) => ({ host: text.slice(0, text.lastIndexOf(':')).replace(/^\[|\]$/g, ''), port: Number(text.slice(text.lastIndexOf(':') + 1)) }))
  .refine(({ port }) => port < 65_536, 'has a port above 65535')

export const environmentTable = {
  DATABASE_URL: {
    schema: url('postgres:', 'postgresql:').pipe(secret).optional(),
    about: 'PostgreSQL 15 or later, as the application role. Required by every command but `demo`, `keygen` and `config check`.',
  },
  CERRAJERO_OWNER_URL: {
    schema: url('postgres:', 'postgresql:').pipe(secret).optional(),
    about: 'The same database as its owner, for `migrate`. Default: `DATABASE_URL`.',
  },
  CERRAJERO_DATA: { schema: z.string().default('./data'), about: 'Folder of the embedded database.' },
  CERRAJERO_LISTEN: { schema: listen.prefault('127.0.0.1:8080'), about: 'Where the pages are served; plain http only on loopback or behind a trusted proxy.' },
  CERRAJERO_METRICS_LISTEN: { schema: listen.optional(), about: 'Where Prometheus metrics are served; none without it.' },
  CERRAJERO_ORIGIN: {
    schema: url('https:', 'http:').optional(),
    about: 'The address people use, such as https://claves.example.ec. The only source of links in messages. Required by `serve` and `work`.',
  },
  CERRAJERO_KEY_FILE: { schema: z.string().optional(), about: 'The key file that `keygen` made. Required by `serve` and `work`.' },
  CERRAJERO_SMTP_URL: {
    schema: url('smtp:', 'smtps:').pipe(secret).optional(),
    about: 'The mail server, such as smtps://user:password@mail.example.ec:465. Required by `serve` and `work`.',
  },
  CERRAJERO_MAIL_FROM: {
    schema: z
      .string()
      .refine((text) => readMailbox(text) !== null, { error: 'must be an address, such as "Instituto <claves@example.ec>"' })
      .optional(),
    about: 'The sender of messages, such as "Instituto <claves@example.ec>".',
  },
  CERRAJERO_SMS_URL: { schema: url('https:', 'http:').optional(), about: 'The SMS gateway. Without it phones get no messages and count as no usable contact.' },
  CERRAJERO_SMS_TOKEN: { schema: secret.optional(), about: 'Bearer token for the SMS gateway.' },
  CERRAJERO_INSTITUTION: { schema: z.string().optional(), about: 'Path of institution.json. Required by `serve`, `work` and `import`.' },
  CERRAJERO_TRUSTED_PROXIES: {
    schema: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine((networks) => networks.every(isNetwork), 'must be addresses or networks such as 10.0.0.2 or 10.0.0.0/24, with commas')
      .default([]),
    about: 'Addresses or networks, with commas, whose X-Forwarded-For and X-Forwarded-Proto count.',
  },
  LOG_LEVEL: { schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'), about: 'The least severe log line that is written.' },
} as const

const Environment = z.object(
  Object.fromEntries(Object.entries(environmentTable).map(([name, entry]) => [name, entry.schema])) as {
    [Name in keyof typeof environmentTable]: (typeof environmentTable)[Name]['schema']
  },
)

export type Environment = z.output<typeof Environment>

const say = (issue: z.core.$ZodIssue) => (issue.code === 'invalid_type' && issue.message.endsWith('received undefined') ? 'is required' : issue.message)
const lines = (error: z.ZodError, of?: string) => error.issues.map((issue) => [of, issue.path.join('.'), say(issue)].filter(Boolean).join(': '))

/** Reads the environment; names beginning with CERRAJERO_ that nobody knows are refused, so that a misspelt control is never off. */
export function readEnvironment(variables: Record<string, string | undefined> = process.env): Environment {
  const unknown = Object.keys(variables).filter((name) => name.startsWith('CERRAJERO_') && !(name in environmentTable))
  const given = Object.fromEntries(Object.entries(variables).filter(([name, value]) => name in environmentTable && value !== ''))
  const parsed = Environment.safeParse(given)
  const problems = [...unknown.map((name) => `${name}: is not a setting of this program`), ...(parsed.success ? [] : lines(parsed.error))]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return parsed.data
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

export function readInstitution(path: string): Institution {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new ConfigError([`CERRAJERO_INSTITUTION: ${path} cannot be read as JSON: ${cause instanceof Error ? cause.message : cause}`])
  }
  const parsed = InstitutionSchema.safeParse(json)
  if (!parsed.success) throw new ConfigError(lines(parsed.error, path))
  const { logo } = parsed.data.brand
  if (logo !== undefined && !isReadable(logo)) throw new ConfigError([`${path}: brand.logo: ${logo} cannot be read; give the whole path of an SVG or PNG file`])
  return parsed.data
}

const isSafeGateway = (text: string) => new URL(text).protocol === 'https:' || isLoopback(new URL(text).hostname)

/** The address people use, or a ConfigError: links would carry what is secret to somewhere else. */
export function readOrigin({ CERRAJERO_ORIGIN: text }: Pick<Environment, 'CERRAJERO_ORIGIN'>): string {
  const origin = text === undefined ? null : new URL(text)
  const problems = origin ? problemsOfOrigin(origin) : ['CERRAJERO_ORIGIN: is required']
  if (problems.length > 0 || !origin) throw new ConfigError(problems)
  return origin.origin
}

function problemsOfOrigin(origin: URL): string[] {
  return [
    ...(origin.protocol === 'http:' && !isLoopback(origin.hostname) ? ['CERRAJERO_ORIGIN: http is allowed on loopback only; use https'] : []),
    ...(origin.href !== `${origin.origin}/` ? ['CERRAJERO_ORIGIN: must be scheme, host and port alone'] : []),
  ]
}

/** Everything a server needs, or a ConfigError that names each thing missing or unsafe. */
export function readServerConfig(environment: Environment) {
  const required = ['DATABASE_URL', 'CERRAJERO_ORIGIN', 'CERRAJERO_KEY_FILE', 'CERRAJERO_SMTP_URL', 'CERRAJERO_MAIL_FROM', 'CERRAJERO_INSTITUTION'] as const
  const problems = required.filter((name) => environment[name] === undefined).map((name) => `${name}: is required`)
  const origin = environment.CERRAJERO_ORIGIN === undefined ? null : new URL(environment.CERRAJERO_ORIGIN)
  if (origin) problems.push(...problemsOfOrigin(origin))
  if (!isLoopback(environment.CERRAJERO_LISTEN.host) && environment.CERRAJERO_TRUSTED_PROXIES.length === 0) {
    problems.push('CERRAJERO_LISTEN: plain http beyond loopback needs CERRAJERO_TRUSTED_PROXIES, the proxy that speaks https')
  }
  if (environment.CERRAJERO_SMS_URL !== undefined && !isSafeGateway(environment.CERRAJERO_SMS_URL)) {
    problems.push('CERRAJERO_SMS_URL: http is allowed on loopback only; use https')
  }
  const { DATABASE_URL, CERRAJERO_KEY_FILE, CERRAJERO_SMTP_URL, CERRAJERO_MAIL_FROM, CERRAJERO_INSTITUTION } = environment
  if (problems.length > 0 || !origin || !DATABASE_URL || !CERRAJERO_KEY_FILE || !CERRAJERO_SMTP_URL || !CERRAJERO_MAIL_FROM || !CERRAJERO_INSTITUTION) {
    throw new ConfigError(problems)
  }
  const institution = readInstitution(CERRAJERO_INSTITUTION)
  if (environment.CERRAJERO_SMS_URL !== undefined && institution.sms === undefined) {
    throw new ConfigError([`${CERRAJERO_INSTITUTION}: sms.body is required with CERRAJERO_SMS_URL`])
  }
  return {
    ...environment,
    DATABASE_URL,
    CERRAJERO_KEY_FILE,
    CERRAJERO_SMTP_URL,
    CERRAJERO_MAIL_FROM,
    origin: origin.origin,
    institution,
  }
}

export type ServerConfig = ReturnType<typeof readServerConfig>

/** The demo keeps away from anything real: it refuses a database, a mail server and addresses other than loopback. */
export function readDemoConfig(environment: Environment) {
  const refused = ['DATABASE_URL', 'CERRAJERO_OWNER_URL', 'CERRAJERO_SMTP_URL', 'CERRAJERO_SMS_URL'] as const
  const problems: string[] = refused.filter((name) => environment[name] !== undefined).map((name) => `${name}: the demo refuses it; use "serve"`)
  const { host, port } = environment.CERRAJERO_LISTEN
  if (!isLoopback(host)) problems.push('CERRAJERO_LISTEN: the demo listens on loopback only')
  if (problems.length > 0) throw new ConfigError(problems)
  // A passkey belongs to a name: browsers refuse one for an IP address.
  const name = ['127.0.0.1', '::1'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const origin = environment.CERRAJERO_ORIGIN ?? `http://${name}:${port}`
  if (!isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ''))) throw new ConfigError(['CERRAJERO_ORIGIN: the demo answers on loopback only'])
  return { ...environment, origin }
}

export type DemoConfig = ReturnType<typeof readDemoConfig>

/** The account that runs a command. Whoever came through sudo is named: only root's word for it counts, because anybody can set a variable. */
export function readOperator(variables: Record<string, string | undefined> = process.env, account: { uid: number; username: string } = userInfo()): string {
  return account.uid === 0 && variables.SUDO_USER ? variables.SUDO_USER : account.username
}
