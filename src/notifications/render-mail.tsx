import { render } from 'preact-render-to-string'
import type { Institution, Language } from '../institution.ts'
import type { Block, Message } from './message.ts'

/** The text part. */
export function mailText(message: Message, closing: readonly string[]): string {
  const say = (block: Block) => ('text' in block ? block.text : `${block.label}\n\n${'link' in block ? block.link : block.code}`)
  const lines = [...message.blocks.map(say), ...(message.also ? ['* * *', ...message.also.blocks.map(say)] : [])]
  return `${[...lines, closing.join('\n')].join('\n\n')}\n`
}

/** The HTML part: no remote content, every value escaped. */
export function mailHtml(message: Message, closing: readonly string[], { institution, language }: { institution: Institution; language: Language }): string {
  const page = (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <title>{message.subject}</title>
      </head>
      <body style="margin:0;padding:24px;background:#f3f2f0;color:#1b1b1b;font:16px/1.5 Arial,sans-serif">
        <div style="max-width:560px;margin:0 auto;background:#ffffff;padding:24px">
          <p style={`margin:0 0 24px;padding-bottom:12px;border-bottom:3px solid ${institution.brand.primary};font-weight:bold`}>{institution.name}</p>
          {message.blocks.map((block) => (
            <HtmlBlock block={block} colour={institution.brand.primary} />
          ))}
          {message.also && (
            <div lang={message.also.language} style="margin:24px 0 0;padding-top:24px;border-top:1px solid #d0d0d0">
              {message.also.blocks.map((block) => (
                <HtmlBlock block={block} colour={institution.brand.primary} />
              ))}
            </div>
          )}
          <p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d0d0d0;font-size:14px">
            {closing.map((line) => (
              <span style="display:block">{line}</span>
            ))}
          </p>
        </div>
      </body>
    </html>
  )
  return `<!doctype html>${render(page)}`
}

function HtmlBlock({ block, colour }: { block: Block; colour: string }) {
  if ('text' in block) return <p style="margin:0 0 16px">{block.text}</p>
  if ('code' in block) {
    return (
      <p style="margin:0 0 16px">
        {block.label}
        <br />
        <strong style="font-size:24px;letter-spacing:1px">{block.code}</strong>
      </p>
    )
  }
  return (
    <p style="margin:0 0 16px">
      <a href={block.link} style={`display:inline-block;padding:12px 20px;background:${colour};color:#ffffff;text-decoration:none;font-weight:bold`}>
        {block.label}
      </a>
      <br />
      <span style="font-size:14px;word-break:break-all">{block.link}</span>
    </p>
  )
}
