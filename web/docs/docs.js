// Starts Swagger UI on this server's own description. /redoc is the same page for reading: all
// operations open, nothing to send.
const reading = "reading" in document.body.dataset;

window.ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  validatorUrl: null,
  docExpansion: reading ? "full" : "list",
  supportedSubmitMethods: reading ? [] : undefined,
  displayRequestDuration: true,
});
