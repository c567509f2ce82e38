function loop(rounds) {
    let sum = 0;
    for (let i = 1; i <= rounds; i++) {
        if (i % 3 === 0) sum = sum + i; else sum = sum - 1;
    }
    return sum;
}
loop(100000);
