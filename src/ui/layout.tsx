import type { ComponentChildren } from 'preact'
import type { View } from '../http/view.ts'
import { en } from './texts.en.ts'
import { es } from './texts.es.ts'

export const uiTexts = { es, en }
export type FieldErrors = Readonly<Record<string, string>>

type LayoutProps = {
  view: View
  title: string
  errors?: FieldErrors
  scripts?: readonly string[]
  keep?: Readonly<Record<string, string>>
  /** A page that the institution's own people read, and nobody else. */
  forStaff?: boolean
  children: ComponentChildren
}

/** The frame of every page: who speaks, in which language, where help is. `keep`: what of the address the other language keeps. */
export function Layout({ view, title, errors = {}, scripts = [], keep = {}, forStaff = false, children }: LayoutProps) {
  const texts = uiTexts[view.language]
  const { institution } = view
  const hasErrors = Object.keys(errors).length > 0
  return (
    <html lang={view.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? texts.errorPrefix : ''}${title} – ${institution.name}`}</title>
        <link rel="stylesheet" href="/assets/cerrajero.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <style nonce={view.nonce}>{`:root{--primary:${institution.brand.primary};--accent:${institution.brand.accent}}`}</style>
        {['/assets/once.js', ...scripts].map((source) => (
          <script type="module" src={source} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main-content">
          {texts.skip}
        </a>
        <Header view={view} keep={keep} forStaff={forStaff} />
        <main id="main-content" tabIndex={-1}>
          {hasErrors && <ErrorSummary title={texts.problem} errors={errors} />}
          <h1>{title}</h1>
          {children}
        </main>
        <Footer view={view} forStaff={forStaff} />
      </body>
    </html>
  )
}

function Header({ view, keep, forStaff }: { view: View; keep: Readonly<Record<string, string>>; forStaff: boolean }) {
  const texts = uiTexts[view.language]
  const other = view.language === 'es' ? 'en' : 'es'
  return (
    <header class="header">
      {view.demo && <p class="demo-strip">{texts.demo}</p>}
      <div class="width">
        <a class="brand" href="/">
          {view.institution.brand.logo !== undefined && <img src="/assets/logo" alt="" height={36} />}
          {view.institution.name}
        </a>
        <nav class="header-links">
          <a href={forStaff ? '/oficina/ayuda' : '/ayuda'}>{texts.help}</a>
          {view.institution.languages.includes(other) && (
            <a href={`?${new URLSearchParams({ ...keep, lang: other })}`} lang={other} hreflang={other} aria-label={texts.otherLanguageLabel}>
              {texts.otherLanguage}
            </a>
          )}
        </nav>
      </div>
    </header>
  )
}

function Footer({ view, forStaff }: { view: View; forStaff: boolean }) {
  const texts = uiTexts[view.language]
  const { support } = view.institution
  return (
    <footer class="footer" id="ayuda">
      <div class="width">
        <h2>{forStaff ? texts.supportOfPublic : texts.support}</h2>
        <p>
          <a class="phone" href={`tel:${support.phone.replace(/[^\d+]/g, '')}`}>
            {support.phone}
          </a>
          <br />
          {support.hours[view.language]}
        </p>
        <p>{forStaff ? texts.neverAsk : texts.neverAsked}</p>
      </div>
    </footer>
  )
}

function ErrorSummary({ title, errors }: { title: string; errors: FieldErrors }) {
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus>
      <h2>{title}</h2>
      <ul>
        {Object.entries(errors).map(([field, message]) => (
          <li key={field}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
