/** Everyday things, easy to say on the phone: two of them make the tag of a request. Only letters that an SMS keeps: no á, í, ó, ú. */
export const tagWords: readonly string[] = `
  abanico abeja aguja ajo alfombra almeja ancla anillo araña arco ardilla arena arroz avena balsa banco barco barro bosque bota botella
  burro caballo cacao cadena café caja calle cama camino campana canasta canela canoa caracol carreta carta casa cascada cebolla cena cereza
  cesta ciruela clavel cobre coco colina columna cometa concha conejo copa coral corcho corona cuaderno cuchara cuerda dado dedal duende
  durazno escalera escoba espejo espiga esponja estrella faro farol flauta flor foca fogata fresa fuente gaita galleta gallo gato gaviota
  geranio girasol globo gorra granja guante guitarra hacha hamaca harina helado hilo hoja hormiga horno huerto iguana isla jarra lagarto
  laguna leche lechuga libro limonada llama llave lluvia loro luna maceta madera maleta mango manta manzana mapa mar mariposa martillo mesa
  miel molino montaña mora mosaico muelle naranja nido nieve nogal nube nuez ola olla oveja pala paloma pan papaya paraguas parque pato
  pepino pera perla pez piano piedra pincel pino piña pizarra plato playa pluma pozo prado puente puerta queso rana reloj remo rosa rueda
  sal semilla silla sol sombrero tambor tapiz taza teja tela tigre tijera tinta tomate torre tortilla tortuga tren trigo trompo uva vaca
  valle vaso vela velero ventana viento yate yuca zapato zorro
`
  .trim()
  .split(/\s+/)
