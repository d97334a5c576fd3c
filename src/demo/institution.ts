import { type Institution, InstitutionSchema } from '../institution.ts'
import { demoRequirements } from './requirements.ts'

/** The demo's institution. It does not exist. */
export const demoInstitution: Institution = InstitutionSchema.parse({
  name: 'Instituto Ficticio de Previsión',
  fictional: true,
  brand: { primary: '#14505c', accent: '#8a3b12' },
  support: {
    phone: '1800 000 000',
    hours: { es: 'lunes a viernes, de 08:00 a 17:00', en: 'Monday to Friday, 08:00 to 17:00' },
    email: 'ayuda@instituto.example',
  },
  timeZone: 'America/Guayaquil',
  offices: [
    {
      id: 'centro',
      name: 'Oficina Centro',
      address: 'Calle Inventada 123',
      canton: 'Quito',
      hours: { es: 'lunes a viernes, de 08:00 a 16:30', en: 'Monday to Friday, 08:00 to 16:30' },
    },
    {
      id: 'puerto',
      name: 'Oficina Puerto',
      address: 'Avenida Imaginaria 456',
      canton: 'Guayaquil',
      hours: { es: 'lunes a viernes, de 08:00 a 16:30', en: 'Monday to Friday, 08:00 to 16:30' },
    },
  ],
  holidays: { add: ['2026-01-02'], cantons: { Quito: { yearly: ['12-06'] }, Guayaquil: { yearly: ['07-25'] } } },
  requirements: demoRequirements,
  filing: { name: { es: 'la planilla de aportes', en: 'the payroll form' }, dueDay: 15 },
})
