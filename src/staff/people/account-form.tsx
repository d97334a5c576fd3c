import { z } from 'zod'
import type { View } from '../../http/view.ts'
import type { Institution } from '../../institution.ts'
import { checkNationalId } from '../../registry/identifiers.ts'
import { digits, Field } from '../../ui/form.tsx'
import type { FieldErrors } from '../../ui/layout.tsx'
import { isName, type StaffRole, staffRoles, tidyName } from '../staff.ts'
import { staffTexts } from '../texts.ts'
import type { NewAccount } from './add-by-operator.ts'
import { peopleTexts } from './texts.ts'

export type AccountFields = { nombre: string; correo: string; cedula: string; oficina: string; funciones: readonly string[] }

const text = z.string().max(250).catch('')
const Body = z
  .object({ nombre: text, correo: text, cedula: text, oficina: text, funcion: z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]) })
  .catch({ nombre: '', correo: '', cedula: '', oficina: '', funcion: [] })

export function readAccountFields(body: unknown): AccountFields {
  const { nombre, correo, cedula, oficina, funcion } = Body.parse(body)
  return { nombre: tidyName(nombre), correo: correo.trim(), cedula, oficina, funciones: funcion }
}

/** What was typed, as an account, or what is wrong with it. `nationalId`: of the account that is changed. */
export function checkAccountFields(
  fields: AccountFields,
  on: { institution: Institution; view: View; nationalId?: string },
): NewAccount | { errors: FieldErrors } {
  const texts = peopleTexts[on.view.language].errors
  const email = z.email().max(200).safeParse(fields.correo)
  const nationalId = checkNationalId(on.nationalId ?? fields.cedula)
  const roles = staffRoles.filter((role) => fields.funciones.includes(role))
  const office = fields.oficina === '' ? null : on.institution.offices.find(({ id }) => id === fields.oficina)?.id
  const errors: Record<string, string> = {}
  if (!isName(fields.nombre)) errors.nombre = texts.name
  if (!email.success) errors.correo = texts.email
  if (nationalId.answer === 'malformed') errors.cedula = texts.nationalId
  if (office === undefined) errors.oficina = texts.office
  const nowhere = office === null && roles.includes('agent') && on.institution.offices.length > 0
  if (nowhere) errors.oficina = texts.officeOfAgent
  if (roles.length === 0) errors.funcion = texts.roles
  if (!isName(fields.nombre) || !email.success || nationalId.answer === 'malformed' || office === undefined || nowhere || roles.length === 0) return { errors }
  return { name: fields.nombre, email: email.data, nationalId: nationalId.value, office, roles }
}

/** The fields of an account, for an invitation or for a change. */
export function AccountFieldset({ view, fields, errors, nationalId }: { view: View; fields: AccountFields; errors: FieldErrors; nationalId: boolean }) {
  const texts = peopleTexts[view.language]
  return (
    <>
      <Field
        name="nombre"
        label={texts.fields.name}
        hint={texts.fields.nameHint}
        value={fields.nombre}
        errors={errors}
        attributes={{ autocomplete: 'off', autocapitalize: 'words', maxlength: '100' }}
      />
      <Field
        name="correo"
        label={texts.fields.email}
        hint={texts.fields.emailHint}
        value={fields.correo}
        errors={errors}
        attributes={{ type: 'email', inputmode: 'email', autocomplete: 'off' }}
      />
      {nationalId && (
        <Field
          name="cedula"
          label={texts.fields.nationalId}
          hint={texts.fields.nationalIdHint}
          value={fields.cedula}
          errors={errors}
          width={10}
          attributes={digits}
        />
      )}
      <div class={`field${errors.oficina === undefined ? '' : ' field-wrong'}`}>
        <label for="oficina">{texts.fields.office}</label>
        {errors.oficina !== undefined && <p class="field-error">{errors.oficina}</p>}
        <select id="oficina" name="oficina">
          <option value="" selected={fields.oficina === ''}>
            {texts.fields.noOffice}
          </option>
          {view.institution.offices.map(({ id, name }) => (
            <option key={id} value={id} selected={fields.oficina === id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <RoleBoxes view={view} chosen={fields.funciones} errors={errors} />
    </>
  )
}

function RoleBoxes({ view, chosen, errors }: { view: View; chosen: readonly string[]; errors: FieldErrors }) {
  const texts = peopleTexts[view.language]
  return (
    <fieldset class={`field choice${errors.funcion === undefined ? '' : ' field-wrong'}`}>
      <legend>{texts.fields.roles}</legend>
      {errors.funcion !== undefined && <p class="field-error">{errors.funcion}</p>}
      {staffRoles.map((role: StaffRole, at) => (
        <div class="option" key={role}>
          <input type="checkbox" id={at === 0 ? 'funcion' : `funcion-${at}`} name="funcion" value={role} checked={chosen.includes(role)} />
          <label for={at === 0 ? 'funcion' : `funcion-${at}`}>
            {staffTexts[view.language].roles[role]}: {texts.roleHints[role]}
          </label>
        </div>
      ))}
    </fieldset>
  )
}
