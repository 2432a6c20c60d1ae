// Starts Swagger UI from a file of ours: an inline script would need a hole in the content security policy.
document.documentElement.lang = "en"; // whatever language the other pages are read in
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null, // the default sends the document to a service outside
  presets: [window.SwaggerUIBundle.presets.apis],
});
