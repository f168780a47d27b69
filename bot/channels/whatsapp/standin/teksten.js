/** What the page says by itself. */
export default {
  failed: "Het bericht kwam niet aan bij de voordeur ({reason}).",
  delivered: "Aangekomen bij de voordeur.",
  read: "gelezen",
  picture: "(foto)",
  open: "Keuzes",
  lost: "De proefdienst antwoordt niet.",
};
