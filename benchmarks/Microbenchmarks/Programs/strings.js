function build(parts) {
    let text = "";
    for (let i = 1; i <= parts; i++) {
        text = text + `${i};`;
    }
    return text.length;
}
build(1000);
