import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import type { Context } from '../context.ts'
import { sendPage } from '../http/send-page.ts'
import { viewOf } from '../http/view.ts'
import type { Language } from '../institution.ts'
import type { Block, Message, Senders } from '../notifications/message.ts'
import { en as noticesInEnglish } from '../notifications/texts.en.ts'
import { es as noticesInSpanish } from '../notifications/texts.es.ts'
import { Layout } from '../ui/layout.tsx'

declare module 'fastify' {
  interface FastifyRequest {
    inbox: Inbox
  }
}

type Received = { channel: 'email' | 'phone'; to: string; message: Message; language?: Language }

/** The demo's messages, newest first, in memory alone. */
export type Inbox = { received: Received[]; senders: Senders }

const kept = 200

export function createInbox(): Inbox {
  const received: Received[] = []
  const receive = (channel: Received['channel']) => async (to: string, message: Message, about?: { language: Language }) => {
    received.unshift({ channel, to, message, ...(about && { language: about.language }) })
    received.length = Math.min(received.length, kept)
    return { outcome: 'sent' } as const
  }
  return { received, senders: { email: receive('email'), phone: receive('phone') } }
}

export const path = '/demo/buzon'

export function fill(http: FastifyInstance, inbox: Inbox) {
  http.addHook('onRequest', async (request) => {
    request.inbox = inbox
  })
}

export function get(context: Context): RouteHandlerMethod {
  return (request, reply) => {
    const view = viewOf(context, request, reply)
    const texts = inboxTexts[view.language]
    const { support } = view.institution
    return sendPage(
      reply,
      200,
      <Layout view={view} title={texts.title}>
        <p>{texts.lead}</p>
        <p>
          <a href="/demo/buzon">{texts.reload}</a>
        </p>
        {request.inbox.received.length === 0 && <p class="inset">{texts.empty}</p>}
        {request.inbox.received.map(({ channel, to, message, language = view.language }) => (
          <article class="message">
            <h2>{channel === 'email' ? message.subject : texts.sms}</h2>
            <p class="hint">
              {texts.to} {to}
            </p>
            {channel === 'email' ? (
              [...message.blocks, ...(message.also?.blocks ?? [])].map((block) => <InboxBlock block={block} />)
            ) : (
              <p class="sms">{message.sms}</p>
            )}
            {channel === 'email' && <p class="hint">{noticeTexts[language].closing({ phone: support.phone, hours: support.hours[language] }).join(' ')}</p>}
          </article>
        ))}
      </Layout>,
    )
  }
}

function InboxBlock({ block }: { block: Block }) {
  if ('text' in block) return <p>{block.text}</p>
  if ('code' in block) {
    return (
      <p>
        {block.label}
        <br />
        <strong class="sent-code">{block.code}</strong>
      </p>
    )
  }
  return (
    <p>
      <a href={block.link}>{block.label}</a>
    </p>
  )
}

const noticeTexts = { es: noticesInSpanish, en: noticesInEnglish }

const es = {
  title: 'Buzón de la demostración',
  lead: 'Aquí llegan los mensajes que en una institución real irían por correo o SMS a los contactos registrados.',
  reload: 'Buscar mensajes nuevos',
  empty: 'Todavía no hay mensajes. Empiece una recuperación y vuelva aquí.',
  to: 'Para',
  sms: 'SMS',
}
const inboxTexts = {
  es,
  en: {
    title: 'Inbox of the demonstration',
    lead: 'The messages that a real institution would send to the registered contacts by e-mail or SMS arrive here.',
    reload: 'Look for new messages',
    empty: 'There are no messages yet. Start a recovery and come back.',
    to: 'To',
    sms: 'SMS',
  } satisfies typeof es,
}
