import { expect, it } from 'vitest'
import { demoInstitution as institution } from '../demo/institution.ts'
import type { View } from '../http/view.ts'
import { sayKeptWork } from './kept-words.ts'

const view: View = { institution, language: 'es', path: '/oficina', csrf: '', nonce: '', demo: true, now: new Date() }
const said = (...fields: [string, string][]) => sayKeptWork(view, { to: '/oficina', seal: '', fields }).map(({ label, value }) => `${label}: ${value}`)

const [requirement] = institution.requirements
const [missing] = requirement?.missing ?? []

it.each([
  ['which document somebody showed', ['documento', 'passport'], 'Documento: Pasaporte'],
  ['the number of a document that opens a screen', ['documento', '1710034065'], 'Número del documento: 1710034065'],
  ['what was found', ['resultado', `not_met.${requirement?.id}`], `${requirement?.title.es}: No cumple`],
  ['what is missing', [`falta-${requirement?.id}`, missing?.id ?? ''], `${requirement?.title.es}: ${missing?.text.es}`],
  ['how a dispute is resolved', ['respuesta', 'contact_was_right.did_not_represent'], 'Su decisión: El contacto tenía razón. '],
  ['that somebody came', ['hacer', 'llego'], 'Qué sigue: Llegó: poner en la cola'],
  ['what is done to an account', ['accion', 'quitar'], 'Qué sigue: Retirar la cuenta'],
] as [string, [string, string], string][])('says %s in words', (_, field, expected) => {
  expect(said(field).join()).toContain(expected)
})

it('leaves out what says nothing to a person', () => {
  expect(said(['version', '7'], ['invitada', '2026-11-23T15:00:00.000Z'], ['cambio', '0b1f4e0c-8f0c-4a55-9f0a-2d2b8e5f6a11'], ['constructor', 'x'])).toEqual([])
  expect(said(['nota', ' '], ['accion', 'toString'], ['motivo', 'x'], ['oficina', 'x'])).toEqual([])
})
