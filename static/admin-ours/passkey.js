// Asks the browser for a passkey and sends what it answers. The options come from the
// server: in the button's data, or fetched from where the form goes.
const { create, get } = window.webauthnJSON;

async function fetched(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

const ways = {
  create: (form, options) => create(options),
  get: (form, options) => get(options),
  fetch: async (form) => get(await fetched(form)),
};

for (const button of document.querySelectorAll("[data-passkey]")) {
  const { form } = button;
  const problem = form.querySelector("[data-passkey-problem]");
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    button.disabled = true;
    try {
      const options = JSON.parse(button.dataset.options ?? "null");
      const answer = await ways[button.dataset.passkey](form, options);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      problem.hidden = false;
      button.disabled = false;
    }
  });
}
