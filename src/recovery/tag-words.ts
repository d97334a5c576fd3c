/** Everyday things, easy to say on the phone in both languages: two of them make the tag of a request. */
export const tagWords: readonly string[] = `
  abeja aguja ajo algodón almeja ancla anillo araña árbol arena arroz avena avión balsa balón banco barco barro bosque bota botella botón
  brújula caballo cacao cadena café caja calle cama camino campana canasta canela canoa caracol carreta carta casa cascada cebolla cena
  cereza cesta ciruela clavel cobre coco colina columna cometa concha conejo copa coral corcho corona cuaderno cuchara cuerda dado delfín
  durazno duende escalera escoba espejo espiga esponja estrella faro flauta flor foca fogata fresa fuente gaita galleta gallo gato girasol
  globo gorra granja guante guitarra hacha hamaca harina helado hilo hoja hormiga horno huerto iguana isla jabón jardín jarra laguna lámpara
  lápiz leche libro limón llama llave lluvia loro luna maceta madera maíz maleta mango manta manzana mapa mar martillo melón mesa miel molino
  montaña mora mosaico muelle naranja nido nieve nube nuez ola olla oveja pala paloma pan papaya paraguas parque pato pera perla pez piano
  piedra pino piña pizarra plato playa pluma pozo prado puente puerta queso rana reloj remo rosa rueda sal sandía semilla silla sol sombrero
  tambor tapiz taza teja tela tigre tijera tinta tomate torre tortuga tren trigo trompo tulipán uva vaca valle vaso vela velero ventana viento
  violín volcán yate yuca zapato zorro
`
  .trim()
  .split(/\s+/)
